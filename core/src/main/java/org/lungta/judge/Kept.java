package org.lungta.judge;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A judge's answers on disk, a file for each question, named by the SHA-256 of judge and question: what was asked once is not asked
 * again, by no run, and a report can be made anew without the judge.
 */
final class Kept {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;

    Kept(Path folder) {
        this.folder = folder;
    }

    /** What a file holds. */
    private record Entry(String judge, int time, Judge.Question question, Opinion opinion) {}

    Optional<Opinion> find(String judge, int time, Judge.Question question) {
        Path file = file(judge, time, question);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Entry entry = MAPPER.readValue(Files.readString(file, StandardCharsets.UTF_8), Entry.class);
            if (!entry.question().equals(question) || !entry.judge().equals(judge)) {
                throw refuse("%s answers another question than its name says: delete it", file);
            }
            return Optional.of(entry.opinion());
        } catch (JacksonException | IOException broken) {
            throw new Refusal(file + " cannot be read: delete it, and the judge is asked again", broken);
        }
    }

    void keep(String judge, int time, Judge.Question question, Opinion opinion) {
        AtomicFiles.write(
                file(judge, time, question),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(new Entry(judge, time, question, opinion)));
    }

    private Path file(String judge, int time, Judge.Question question) {
        String content = MAPPER.writeValueAsString(
                List.of(judge, time, question.source(), question.reference(), question.a(), question.b()));
        String hash = HexFormat.of().formatHex(sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
        return folder.resolve(hash.substring(0, 2)).resolve(hash + ".json");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package org.lungta.app;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.text.Json;
import tools.jackson.databind.json.JsonMapper;

/** What an evaluation measured: the model and how much of which adapters. */
record Provenance(String model, List<Used> adapters) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An adapter and its scale. */
    record Used(String folder, double scale) {}

    /** Marks a folder as this model's; one that holds another's items is refused, lest they be mixed. */
    void claim(Path folder) {
        Path file = folder.resolve("provenance.json");
        if (Files.exists(file)) {
            require(
                    JSON.valueToTree(this).equals(Json.object(file)),
                    "%s holds an evaluation of %s; name another folder for this one",
                    folder,
                    Json.object(file));
        } else {
            AtomicFiles.write(file, JSON.writeValueAsString(this) + "\n");
        }
    }
}

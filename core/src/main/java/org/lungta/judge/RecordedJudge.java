package org.lungta.judge;

import static org.lungta.check.Check.refuse;

import java.nio.file.Path;

/** A judge that is not asked any more: its answers of an earlier run, read from where {@link CachedJudge} kept them. */
public record RecordedJudge(String id, Path folder) implements Judge {
    @Override
    public Opinion compare(Question question) {
        return new Kept(folder)
                .find(id, 0, question)
                .orElseThrow(() -> refuse(
                        "%s holds no answer of \"%s\" about \"%s\": judge it with the judge itself first",
                        folder, id, question.source()));
    }
}

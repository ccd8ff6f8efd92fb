package org.lungta.judge;

import java.nio.file.Path;

/** A judge that remembers on disk: what is remembered is not asked again. */
public final class CachedJudge implements Judge {
    private final Judge judge;
    private final Kept kept;
    private final int time;

    private CachedJudge(Judge judge, Kept kept, int time) {
        this.judge = judge;
        this.kept = kept;
        this.time = time;
    }

    public static CachedJudge in(Path folder, Judge judge) {
        return new CachedJudge(judge, new Kept(folder), 0);
    }

    /** The same judge with a memory of its own, for questions that are asked a second time. */
    public CachedJudge again() {
        return new CachedJudge(judge, kept, time + 1);
    }

    @Override
    public String id() {
        return judge.id();
    }

    @Override
    public Opinion compare(Question question) {
        return kept.find(id(), time, question).orElseGet(() -> {
            Opinion opinion = judge.compare(question);
            kept.keep(id(), time, question, opinion);
            return opinion;
        });
    }
}

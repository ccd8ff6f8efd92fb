package org.lungta.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress for people: a line that renews itself on a terminal, plain lines at most every few seconds elsewhere. */
final class Console {
    private static final long PLAIN_INTERVAL = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final String arm;
    private long lastPlain;

    Console(PrintStream out) {
        this(out, "");
    }

    private Console(PrintStream out, String arm) {
        this.out = out;
        this.arm = arm;
        this.terminal =
                System.console() != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    /** The same, for an arm of an experiment: its name stands before each stage's. */
    Console named(String name) {
        return new Console(out, name + ": ");
    }

    void say(String format, Object... values) {
        out.println((terminal ? "\r\u001b[K" : "") + String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** Where remarks go that are no progress. */
    PrintStream stream() {
        return out;
    }

    /** Begins a stage. */
    Progress progress(String stage) {
        return new Progress(arm + stage, System.nanoTime());
    }

    /** How far a stage is; the estimate counts only what this process has done. */
    final class Progress implements org.lungta.eval.Progress {
        private final String stage;
        private final long begin;
        private int first = -1;

        private Progress(String stage, long begin) {
            this.stage = stage;
            this.begin = begin;
        }

        @Override
        public void at(int done, int total) {
            at(done, total, "");
        }

        void at(int done, int total, String detail) {
            if (first < 0) {
                first = done;
            }
            long now = System.nanoTime();
            boolean last = done == total;
            if (!terminal && !last && now - lastPlain < PLAIN_INTERVAL) {
                return;
            }
            lastPlain = now;
            String line = String.format(
                    Locale.ROOT, "%-24s %4d/%d  %s  %s", stage, done, total, remaining(done, total, now), detail);
            if (terminal && !last) {
                out.print("\r\u001b[K" + line);
                out.flush();
            } else {
                say("%s", line);
            }
        }

        private String remaining(int done, int total, long now) {
            if (done <= first || done == total) {
                return done == total ? "done in " + text(now - begin) : "ETA --:--";
            }
            return "ETA " + text((now - begin) / (done - first) * (total - done));
        }

        private static String text(long nanos) {
            Duration d = Duration.ofNanos(nanos);
            return d.toHours() > 0
                    ? String.format(Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
                    : String.format(Locale.ROOT, "%02d:%02d", d.toMinutes(), d.toSecondsPart());
        }
    }
}

package org.lungta.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lungta.check.Stop;

/** SIGINT and SIGTERM ask a run to save and leave, and wait until it has. */
final class Signals {
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch done = new CountDownLatch(1);

    private Signals() {}

    static Signals stopGracefully() {
        Signals signals = new Signals();
        Runtime.getRuntime().addShutdownHook(new Thread(signals::leave, "lungta-stop"));
        return signals;
    }

    /** The run has ended by itself or has saved. */
    void done() {
        done.countDown();
    }

    private void leave() {
        Stop.request();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the run did not reach a safe place in time; the last checkpoint holds");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

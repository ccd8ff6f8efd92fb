package org.lungta.judge;

import static org.lungta.check.Check.require;

/** How many requests may be sent, those that failed and were sent again among them. */
public final class Budget {
    private final int most;
    private int sent;

    public Budget(int most) {
        require(most >= 0, "a budget of %d requests", most);
        this.most = most;
    }

    public int sent() {
        return sent;
    }

    void spend() {
        require(
                sent < most,
                "%d requests were sent to the judge, which is the whole budget: what was answered is kept, raise the"
                        + " budget and run again",
                most);
        sent++;
    }
}

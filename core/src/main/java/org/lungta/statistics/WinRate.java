package org.lungta.statistics;

import static org.lungta.check.Check.require;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Preferences between two systems, ties allowed. All figures are from the side that wins. */
public record WinRate(int wins, int losses, int ties) {
    public WinRate {
        require(wins >= 0 && losses >= 0 && ties >= 0, "%d wins, %d losses, %d ties", wins, losses, ties);
        require(wins + losses + ties > 0, "a win rate of no comparisons: judge at least one pair");
    }

    public int comparisons() {
        return wins + losses + ties;
    }

    /** (W - L) / n. */
    public double net() {
        return (double) (wins - losses) / comparisons();
    }

    /** The standard error of the net: sqrt( ((W + L) / n - net^2) / n ). */
    public double netError() {
        double n = comparisons();
        return Math.sqrt(((wins + losses) / n - net() * net()) / n);
    }

    /** The normal interval of the net at this level. */
    public Bounds netInterval(double level) {
        double half = netError() * NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
        return new Bounds(net() - half, net() + half);
    }

    /** (W + T / 2) / n. */
    public double halfTies() {
        return (wins + ties / 2.0) / comparisons();
    }

    /** W and L without the ties: the share, its Wilson interval, and the exact sign test. */
    public Proportion withoutTies() {
        return new Proportion(wins, wins + losses);
    }
}

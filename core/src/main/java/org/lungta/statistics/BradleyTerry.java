package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Strengths of systems from pairwise preferences (Bradley and Terry, 1952) by minorisation and maximisation (Hunter, 2004); a tie is
 * half a win for each.
 *
 * <pre>
 *   P(i beats j) = p_i / (p_i + p_j)         p_i &lt;- W_i / sum over j of n_ij / (p_i + p_j),   geometric mean 1
 * </pre>
 *
 * A strength exists only where every system was beaten by, and beat, each other through some chain. Otherwise half a win is added to
 * each side of every pair that was played, and {@code smoothed} says so.
 *
 * @param logStrengths log p by system
 */
public record BradleyTerry(Map<String, Double> logStrengths, boolean smoothed) {
    private static final double TOLERANCE = 1e-13;
    private static final int MOST_ROUNDS = 100_000;
    private static final double ELO = 400 / Math.log(10);

    public BradleyTerry {
        logStrengths = Collections.unmodifiableMap(new TreeMap<>(logStrengths));
    }

    /** How a pair of systems fared against each other. */
    public record Contest(String left, String right, double leftWins, double rightWins, double ties) {
        public Contest {
            require(!left.equals(right), "%s cannot be compared with itself", left);
            require(leftWins >= 0 && rightWins >= 0 && ties >= 0, "%s against %s: a negative count", left, right);
        }

        private double credit(String name) {
            return (name.equals(left) ? leftWins : rightWins) + ties / 2;
        }

        private boolean plays(String name) {
            return name.equals(left) || name.equals(right);
        }

        private String other(String name) {
            return name.equals(left) ? right : left;
        }

        private double total() {
            return leftWins + rightWins + ties;
        }

        private Contest turned() {
            return new Contest(right, left, rightWins, leftWins, ties);
        }

        private Contest plus(Contest other) {
            return new Contest(left, right, leftWins + other.leftWins, rightWins + other.rightWins, ties + other.ties);
        }

        private Contest smoothed() {
            return new Contest(left, right, leftWins + 0.5, rightWins + 0.5, ties);
        }
    }

    /** The strengths that these contests say. */
    public static BradleyTerry of(List<Contest> contests) {
        List<Contest> played = byPair(contests);
        require(!played.isEmpty(), "no contests: judge at least one pair");
        if (connected(played)) {
            return new BradleyTerry(fit(played), false);
        }
        List<Contest> smoothed = played.stream().map(Contest::smoothed).toList();
        require(connected(smoothed), "some systems were never compared with the others: judge pairs that link them");
        return new BradleyTerry(fit(smoothed), true);
    }

    public double elo(String system) {
        return ELO * logStrengths.get(system);
    }

    /** P(one beats the other). */
    public double chance(String system, String other) {
        return 1 / (1 + Math.exp(logStrengths.get(other) - logStrengths.get(system)));
    }

    /** One contest for each pair of systems that met. */
    private static List<Contest> byPair(List<Contest> contests) {
        Map<String, Map<String, Contest>> pairs = new TreeMap<>();
        for (Contest contest : contests) {
            Contest ordered = contest.left().compareTo(contest.right()) < 0 ? contest : contest.turned();
            if (contest.total() > 0) {
                pairs.computeIfAbsent(ordered.left(), name -> new TreeMap<>())
                        .merge(ordered.right(), ordered, Contest::plus);
            }
        }
        return pairs.values().stream().flatMap(row -> row.values().stream()).toList();
    }

    private static Map<String, Double> fit(List<Contest> contests) {
        Map<String, Double> p = new TreeMap<>();
        names(contests).forEach(name -> p.put(name, 1.0));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<String, Double> next = new TreeMap<>(p);
            next.replaceAll((name, old) -> better(name, contests, p));
            double mean =
                    next.values().stream().mapToDouble(Math::log).average().orElseThrow();
            next.replaceAll((name, value) -> value / Math.exp(mean));
            double moved = next.entrySet().stream()
                    .mapToDouble(e -> Math.abs(Math.log(e.getValue() / p.get(e.getKey()))))
                    .max()
                    .orElseThrow();
            p.putAll(next);
            if (moved < TOLERANCE) {
                break;
            }
        }
        p.replaceAll((name, value) -> Math.log(value));
        return p;
    }

    private static double better(String name, List<Contest> contests, Map<String, Double> p) {
        double wins = 0;
        double weight = 0;
        for (Contest contest : contests) {
            if (contest.plays(name)) {
                wins += contest.credit(name);
                weight += contest.total() / (p.get(name) + p.get(contest.other(name)));
            }
        }
        return wins / weight;
    }

    private static TreeSet<String> names(List<Contest> contests) {
        TreeSet<String> names = new TreeSet<>();
        contests.forEach(c -> Collections.addAll(names, c.left(), c.right()));
        return names;
    }

    /** Whether from every system a chain of wins leads to every other. */
    private static boolean connected(List<Contest> contests) {
        TreeSet<String> names = names(contests);
        return names.stream().allMatch(start -> reached(start, contests).containsAll(names));
    }

    private static TreeSet<String> reached(String start, List<Contest> contests) {
        TreeSet<String> seen = new TreeSet<>(List.of(start));
        List<String> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            for (Contest contest : contests) {
                if (contest.plays(name) && contest.credit(name) > 0 && seen.add(contest.other(name))) {
                    open.add(contest.other(name));
                }
            }
        }
        return seen;
    }
}

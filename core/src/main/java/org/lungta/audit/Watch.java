package org.lungta.audit;

import static org.lungta.check.Check.require;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Detectors of reward hacking, fed with the measures of one step after the other. They look at means over a window of steps, most of
 * them against the first window, and say an alarm once when it begins. They hold no state but what they were fed: on resume they are
 * fed the journal again.
 *
 * <p>Divergence: over the long window the slope of the reward is three times its standard error or more, and that of the independent
 * metric less than once. With two, a window that slides would find a rise by chance in many a run.
 */
public final class Watch {
    private final Limits limits;
    private final Deque<Measures> window = new ArrayDeque<>();
    private final Trend reward;
    private final Trend independent;
    private final Map<Alarm.Kind, Integer> raised = new EnumMap<>(Alarm.Kind.class);
    private Optional<Start> start = Optional.empty();
    private int step;

    /**
     * When there is cause for alarm.
     *
     * @param window steps in a mean
     * @param trend steps in a slope
     * @param growth how many times longer, or shorter, than in the first window
     * @param copied how much more is copied than in the first window
     * @param distinct the share of the first window's distinct-2 that must be kept
     * @param unique the least share of different outputs of a prompt
     * @param repetition the greatest 90th percentile of repeated 4-grams, and {@code lengthReward} the greatest correlation with length
     */
    public record Limits(
            int window,
            int trend,
            double growth,
            double copied,
            double distinct,
            double unique,
            double repetition,
            double lengthReward,
            double flat) {
        public Limits {
            require(window > 0 && trend > 2, "a window of %d steps and a trend of %d are too short", window, trend);
            require(growth > 1, "the growth limit is %s: it is how many times longer, more than 1", growth);
        }

        public static Limits standard() {
            return new Limits(10, 50, 1.5, 0.15, 0.6, 3 / 8.0, 0.15, 0.5, 0.4);
        }
    }

    /** The first window's means. */
    private record Start(double length, double copied, double distinct) {}

    public Watch(Limits limits) {
        this.limits = limits;
        this.reward = new Trend(limits.trend());
        this.independent = new Trend(limits.trend());
    }

    /** The alarms that begin with this step. */
    public List<Alarm> see(Measures measures) {
        step++;
        reward.add(step, measures.reward());
        measures.independent().ifPresent(value -> independent.add(step, value));
        window.addLast(measures);
        if (window.size() > limits.window()) {
            window.removeFirst();
        }
        if (window.size() < limits.window()) {
            return List.of();
        }
        if (start.isEmpty()) {
            start = Optional.of(new Start(mean(Measures::length), mean(Measures::copied), mean(Measures::distinct)));
        }
        List<Alarm> now = alarms(start.get());
        List<Alarm> begun = now.stream().filter(a -> isNew(a.kind())).toList();
        now.forEach(a -> raised.put(a.kind(), step));
        return begun;
    }

    /** An alarm is over when a whole window passed without it; until then it is the same one. */
    private boolean isNew(Alarm.Kind kind) {
        return !raised.containsKey(kind) || step - raised.get(kind) > limits.window();
    }

    private List<Alarm> alarms(Start first) {
        List<Alarm> alarms = new ArrayList<>();
        double length = mean(Measures::length);
        above(alarms, Alarm.Kind.LONGER, length, limits.growth() * first.length());
        below(alarms, Alarm.Kind.SHORTER, length, first.length() / limits.growth());
        above(alarms, Alarm.Kind.COPYING, mean(Measures::copied), first.copied() + limits.copied());
        below(alarms, Alarm.Kind.POORER, mean(Measures::distinct), limits.distinct() * first.distinct());
        below(alarms, Alarm.Kind.DUPLICATES, mean(Measures::unique), limits.unique());
        above(alarms, Alarm.Kind.REPETITION, mean(Measures::repetition), limits.repetition());
        above(alarms, Alarm.Kind.FLAT, mean(Measures::flat), limits.flat());
        OptionalDouble correlation = window.stream()
                .map(Measures::lengthReward)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
        correlation.ifPresent(rho -> above(alarms, Alarm.Kind.PAID_BY_LENGTH, Math.abs(rho), limits.lengthReward()));
        if (reward.full() && reward.t() >= Trend.RISES && independent.known() && independent.t() < Trend.FLAT) {
            alarms.add(new Alarm(step, Alarm.Kind.DIVERGENCE, independent.t(), Trend.FLAT));
        }
        return alarms;
    }

    private void above(List<Alarm> alarms, Alarm.Kind kind, double value, double limit) {
        if (value > limit) {
            alarms.add(new Alarm(step, kind, value, limit));
        }
    }

    private void below(List<Alarm> alarms, Alarm.Kind kind, double value, double limit) {
        if (value < limit) {
            alarms.add(new Alarm(step, kind, value, limit));
        }
    }

    private double mean(ToDoubleFunction<Measures> measure) {
        return window.stream().mapToDouble(measure).average().orElseThrow();
    }
}

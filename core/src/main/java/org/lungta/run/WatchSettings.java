package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.audit.Alarm;
import org.lungta.audit.Watch;
import org.lungta.recipe.Default;

/**
 * The detectors of reward hacking during GRPO; see {@link Watch.Limits} for what each limit is.
 *
 * @param stop alarms that stop the run, after its state was saved
 */
public record WatchSettings(
        @Default("10") int window,
        @Default("50") int trend,
        @Default("1.5") double growth,
        @Default("0.15") double copied,
        @Default("0.6") double distinct,
        @Default("0.375") double unique,
        @Default("0.15") double repetition,
        @Default("0.5") double lengthReward,
        @Default("0.4") double flat,
        @Default("[]") List<Alarm.Kind> stop) {
    public WatchSettings {
        require(window > 0 && trend > 2, "a window of %d steps and a trend of %d are too short", window, trend);
        stop = List.copyOf(stop);
    }

    Watch.Limits limits() {
        return new Watch.Limits(window, trend, growth, copied, distinct, unique, repetition, lengthReward, flat);
    }
}

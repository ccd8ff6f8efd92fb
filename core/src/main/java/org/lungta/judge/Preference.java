package org.lungta.judge;

import java.util.List;
import java.util.Locale;
import org.lungta.judge.Opinion.Choice;
import org.lungta.statistics.Proportion;
import org.lungta.statistics.WinRate;

/**
 * What a judge prefers, and how far it is to be trusted.
 *
 * @param rate wins, losses and ties of the first system
 * @param consistent pairs on which both orders agree, of those that could be read
 * @param firstPlace decided answers that took the output in the first place: half of them, of an unbiased judge
 * @param repeated questions that got the same answer when asked again
 * @param unparseable answers that could not be read
 */
public record Preference(
        WinRate rate, Proportion consistent, Proportion firstPlace, Proportion repeated, int unparseable) {

    public static Preference of(Protocol.Answers answers, Judged.Resolution resolution) {
        List<Judged> judged = answers.judged();
        List<Judged> readable = judged.stream().filter(Judged::readable).toList();
        List<Choice> choices = judged.stream()
                .flatMap(j -> java.util.stream.Stream.of(
                        j.forward().choice(), j.backward().choice()))
                .toList();
        int inFirst = count(choices, Choice.A);
        return new Preference(
                new WinRate(
                        outcomes(judged, resolution, Judged.Outcome.FIRST),
                        outcomes(judged, resolution, Judged.Outcome.SECOND),
                        outcomes(judged, resolution, Judged.Outcome.TIE)),
                new Proportion(
                        (int) readable.stream().filter(Judged::consistent).count(), readable.size()),
                new Proportion(inFirst, inFirst + count(choices, Choice.B)),
                new Proportion(
                        (int) answers.repeats().stream()
                                .filter(Protocol.Repeat::same)
                                .count(),
                        answers.repeats().size()),
                count(choices, Choice.UNPARSEABLE));
    }

    private static int outcomes(List<Judged> judged, Judged.Resolution resolution, Judged.Outcome outcome) {
        return (int)
                judged.stream().filter(j -> j.outcome(resolution) == outcome).count();
    }

    private static int count(List<Choice> choices, Choice choice) {
        return (int) choices.stream().filter(c -> c == choice).count();
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d wins, %d losses, %d ties; net %+.3f [%+.3f, %+.3f]; without ties %.3f [%.3f, %.3f], p = %.4f;"
                        + " both orders agree %.2f, first place taken %.2f, same when asked again %.2f, unreadable %d",
                rate.wins(),
                rate.losses(),
                rate.ties(),
                rate.net(),
                rate.netInterval(0.95).low(),
                rate.netInterval(0.95).high(),
                rate.withoutTies().share(),
                rate.withoutTies().wilson(0.95).low(),
                rate.withoutTies().wilson(0.95).high(),
                rate.withoutTies().signTest(),
                consistent.share(),
                firstPlace.share(),
                repeated.share(),
                unparseable);
    }
}

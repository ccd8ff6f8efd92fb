package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lungta.statistics.Percentile;
import org.lungta.text.Language;

/**
 * The second language gate: 1 where the output is spelled like the language, else 0. The script alone ({@link Spoken}) says nothing
 * about Dzongkha in a Tibetan output, about letters at random, or about syllables in no order.
 *
 * <pre>
 *   1  if  nats(y) &lt;= highest   and, where there are texts of another language,   nats(y) &lt; nats_other(y)
 * </pre>
 *
 * It knows the language as its texts have it: honest text of another domain is rejected too, see docs/rewards.md.
 *
 * @param highest the nats a character that are still believed
 * @param other the model of a language that is written in the same script
 */
public record NativeText(NgramModel own, double highest, Optional<NgramModel> other) implements Part {
    /**
     * How the gate is made.
     *
     * @param order characters of an n-gram
     * @param rejected the share of held-back texts that the gate turns away
     */
    public record Settings(int order, double rejected) {
        public Settings {
            require(0 <= rejected && rejected < 1, "the gate rejects %s of honest texts, outside [0, 1)", rejected);
        }
    }

    /**
     * Learns from texts and finds its threshold on others.
     *
     * @param held of the same language, not among the texts
     * @param against of another language in the same script; none where it is empty
     */
    public static NativeText of(
            Language language, Settings settings, List<String> texts, List<String> held, List<String> against) {
        NgramModel own = NgramModel.of(language, settings.order(), texts);
        List<Double> nats = new ArrayList<>();
        held.forEach(text -> own.nats(text).ifPresent(nats::add));
        require(!nats.isEmpty(), "no held-back text in %s: the gate has nothing to be set by", language.code());
        return new NativeText(
                own,
                Percentile.of(nats, 1 - settings.rejected()),
                against.isEmpty() ? Optional.empty() : Optional.of(NgramModel.of(language, settings.order(), against)));
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        return Part.each(groups, (prompt, completion) -> accepts(completion.text()) ? 1.0 : 0.0);
    }

    /** Whether the text is believed to be in the language. */
    public boolean accepts(String text) {
        OptionalDouble nats = own.nats(text);
        return nats.isPresent()
                && nats.getAsDouble() <= highest
                && other.flatMap(o -> o.nats(text).stream().boxed().findFirst())
                        .map(foreign -> nats.getAsDouble() < foreign)
                        .orElse(true);
    }
}

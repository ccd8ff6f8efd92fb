package org.lungta.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lungta.evidence.Sample;
import org.lungta.lab.Fact;
import org.lungta.lab.Slip;
import org.lungta.lab.Slot;
import org.lungta.lab.Truth;
import org.lungta.lab.TruthReport;
import org.lungta.lab.Verdict;
import org.lungta.reward.Answers;
import org.lungta.reward.Part;

/** The lab's exact truth of outputs: what a pair should say, by its id, and a judge of what was said. */
final class LabTruth implements Part {
    private final Truth judge;
    private final Map<String, String> facts;

    LabTruth(Truth judge, Map<String, String> facts) {
        this.judge = judge;
        this.facts = facts;
    }

    Verdict judge(String id, String output) {
        return judge.judge(Fact.ofKey(facts.get(id)), output);
    }

    /** The figures of one output. */
    static TruthReport report(Verdict verdict) {
        return TruthReport.of(List.of(verdict));
    }

    /** What was said and what is wrong with it, for a reader. */
    Sample.Reading read(String id, String output) {
        Verdict verdict = judge(id, output);
        String said = verdict.said().map(Fact::key).orElse("");
        if (verdict.exact()) {
            return new Sample.Reading(said, "");
        }
        if (verdict.said().isEmpty()) {
            return new Sample.Reading(said, "unreadable");
        }
        if (verdict.meant()) {
            return new Sample.Reading(
                    said,
                    "allomorph " + verdict.slips().stream().map(Slip::mark).collect(Collectors.joining(", ")));
        }
        Fact found = verdict.said().get();
        String wrong = Arrays.stream(Slot.values())
                .filter(slot -> !found.get(slot).equals(verdict.truth().get(slot)))
                .map(slot -> slot.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new Sample.Reading(said, wrong);
    }

    @Override
    public String name() {
        return "facts";
    }

    /** 1 for an output that says exactly what it should and is grammatical, else 0: an upper bound for rewards. */
    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        return Part.each(
                groups,
                (prompt, completion) -> judge(prompt.id(), completion.text()).exact() ? 1.0 : 0.0);
    }

    static Optional<LabTruth> of(ExperimentRecipe recipe, ExperimentData data) {
        return recipe.lab().map(lab -> new LabTruth(Truth.of(recipe.task().to(), lab.difficulty()), data.facts()));
    }
}

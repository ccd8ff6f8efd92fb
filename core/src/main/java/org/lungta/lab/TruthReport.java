package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The sum of many verdicts; all rates are from 0 to 1.
 *
 * @param items how many sentences
 * @param exact share that says its fact exactly and is grammatical
 * @param meant share that says its fact exactly, wrong allomorphs overlooked
 * @param grammatical share that can be read with every allomorph right
 * @param readable share that can be read at all, wrong allomorphs overlooked
 * @param slipped share with a wrong allomorph among those that can be read
 * @param ambiguous share that can be read as more than one fact
 * @param hallucinated share of the filled slots that are not as the truth has them
 * @param added share of the filled slots that the truth leaves empty
 * @param slots by slot
 */
public record TruthReport(
        int items,
        double exact,
        double meant,
        double grammatical,
        double readable,
        double slipped,
        double ambiguous,
        double hallucinated,
        double added,
        Map<Slot, SlotScore> slots) {
    public static TruthReport of(List<Verdict> verdicts) {
        require(!verdicts.isEmpty(), "there is nothing to judge: give at least one sentence");
        Map<Slot, SlotScore> slots = new EnumMap<>(Slot.class);
        for (Verdict verdict : verdicts) {
            for (Slot slot : Slot.values()) {
                slots.merge(slot, score(verdict, slot), SlotScore::plus);
            }
        }
        slots.values().removeIf(SlotScore.NONE::equals);
        SlotScore all = slots.values().stream().reduce(SlotScore.NONE, SlotScore::plus);
        int added =
                verdicts.stream().mapToInt(verdict -> verdict.added().size()).sum();
        double readable = share(verdicts, verdict -> verdict.said().isPresent());
        return new TruthReport(
                verdicts.size(),
                share(verdicts, Verdict::exact),
                share(verdicts, Verdict::meant),
                share(verdicts, Verdict::grammatical),
                readable,
                readable == 0 ? 0 : share(verdicts, verdict -> !verdict.slips().isEmpty()) / readable,
                share(verdicts, verdict -> verdict.readings() > 1),
                SlotScore.ratio(all.said() - all.right(), all.said()),
                SlotScore.ratio(added, all.said()),
                Map.copyOf(slots));
    }

    /** All slots together. */
    public SlotScore all() {
        return slots.values().stream().reduce(SlotScore.NONE, SlotScore::plus);
    }

    private static SlotScore score(Verdict verdict, Slot slot) {
        return new SlotScore(
                verdict.right().contains(slot) ? 1 : 0,
                verdict.saidSlots().contains(slot) ? 1 : 0,
                verdict.truth().has(slot) ? 1 : 0);
    }

    private static double share(List<Verdict> verdicts, Predicate<Verdict> those) {
        return (double) verdicts.stream().filter(those).count() / verdicts.size();
    }
}

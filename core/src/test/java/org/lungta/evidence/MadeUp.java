package org.lungta.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Measure.Role;
import org.lungta.random.CounterRandom;
import org.lungta.statistics.Bounds;

/** A plausible experiment that nobody ran: five arms of three checkpoints and three seeds, a base and a cold start that all share. */
public final class MadeUp {
    /** Text as a model might write it to break a page. */
    public static final String HOSTILE =
            "<script>alert(1)</script></style><img src=x onerror=alert(2)> & \"q\" 'a' | `c` \\end{table} \u202e\u0007\ud800 $x_1$";

    private static final int ITEMS = 240;
    private static final int PER_CONTEXT = 3;

    private MadeUp() {}

    /** How good a checkpoint is meant to be. */
    private record Truth(String arm, int step, double facts, double kept, double kl) {}

    private static final List<Truth> TRUTHS = List.of(
            new Truth("sft", 100, .60, .80, .09),
            new Truth("sft", 200, .76, .70, .22),
            new Truth("sft", 400, .85, .58, .47),
            new Truth("grpo", 40, .53, .84, .03),
            new Truth("grpo", 80, .66, .82, .06),
            new Truth("grpo", 120, .75, .80, .10),
            new Truth("sft + replay", 100, .57, .83, .08),
            new Truth("sft + replay", 200, .70, .79, .17),
            new Truth("sft + replay", 400, .79, .75, .31),
            new Truth("rejection sampling", 40, .48, .84, .03),
            new Truth("rejection sampling", 80, .58, .82, .06),
            new Truth("rejection sampling", 120, .66, .80, .09),
            new Truth("truth as reward", 40, .60, .83, .05),
            new Truth("truth as reward", 80, .78, .80, .10),
            new Truth("truth as reward", 120, .88, .78, .16));

    public static Experiment experiment() {
        return of(
                List.of("1", "2", "3"),
                List.of(new Gate("base answers questions", .87, .8, .97, "Else nothing could be lost.")));
    }

    public static Experiment withFailedGate() {
        return of(
                List.of("1", "2", "3"),
                List.of(new Gate("cold start", .71, .2, .6, "Else there is nothing left to learn.")));
    }

    /** The same with these seeds alone. */
    public static Experiment withSeeds(String... seeds) {
        return of(List.of(seeds), List.of());
    }

    private static Experiment of(List<String> seeds, List<Gate> gates) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(new Truth("base", 0, .0, .87, 0), Row.EVERY_SEED, "0-shot"));
        rows.add(row(new Truth("cold start", 60, .41, .85, .02), Row.EVERY_SEED, "60 updates"));
        List<Training> training = new ArrayList<>();
        for (String seed : seeds) {
            TRUTHS.forEach(truth -> rows.add(row(truth, seed, truth.step() + " updates")));
            training.addAll(training(seed));
        }
        Experiment.Appendix appendix = new Experiment.Appendix(
                gates,
                figures(),
                List.of(new Quoted("grpo", "chrf", 45.2, "a paper, table 2")),
                training,
                samples(seeds));
        return new Experiment(header(), axes(), measures(), arms(), claims(), appendix, rows);
    }

    private static Header header() {
        return new Header(
                "lab, made up",
                "Does reinforcement by meaning learn as much as fine-tuning, and forget less?",
                Header.Ground.LAB,
                new Header.Origin(
                        "nobody/made-up-base", "apache-2.0", List.of("zh", "bo"), List.of("nobody/made-up-world")),
                Map.of("difficulty", "d1"),
                Map.of("lungta", "0.1.0"),
                Map.of("cpu", "none: nothing was run"),
                List.of("These numbers are made up by code, to look at a report."));
    }

    private static Axes axes() {
        return Axes.of("exact facts", "qa exact").withKl("kl").withProxy("similarity", "exact facts");
    }

    private static List<Measure> measures() {
        return List.of(
                Measure.higher(
                        "exact facts", Role.TARGET, "share", "Outputs that say exactly the facts of the source."),
                Measure.higher(
                        "similarity",
                        Role.TARGET,
                        "cosine",
                        "Output and reference, by the encoder that is the reward."),
                Measure.higher("chrf", Role.TARGET, "", "chrF2 of the corpus."),
                Measure.higher("qa exact", Role.RETAINED, "share", "Questions answered exactly, greedy, zero-shot."),
                Measure.lower(
                        "answer nll", Role.RETAINED, "nats a token", "The right answer's negative log-likelihood."),
                Measure.chosen("choice", Role.RETAINED, "Of four answers the likeliest is right.", 4),
                Measure.higher("language", Role.LANGUAGE, "share", "Outputs in the right language alone."),
                Measure.lower("kl", Role.DRIFT, "nats a token", "KL(base, model) on texts that nobody trained on."),
                Measure.higher("wordings", Role.DIVERSITY, "bits", "Entropy of the wordings of a fact."),
                Measure.lower("tokens", Role.COST, "thousand", "Tokens trained on."));
    }

    private static List<Arm> arms() {
        return List.of(
                Arm.base("The base model as it is."),
                Arm.from("base", "cold start", Arm.Kind.COLD_START, "Fine-tuned on 600 pairs."),
                Arm.from("cold start", "sft", Arm.Kind.SFT, "Fine-tuned on 4,000 pairs, the best of three rates."),
                Arm.from("cold start", "grpo", Arm.Kind.GRPO, "Embedding and language as the reward."),
                Arm.from("cold start", "sft + replay", Arm.Kind.BASELINE, "As sft, with 5 % of general data."),
                Arm.from("cold start", "rejection sampling", Arm.Kind.BASELINE, "Fine-tuned on its own best of eight."),
                Arm.from("cold start", "truth as reward", Arm.Kind.UPPER_BOUND, "The parser's truth as the reward."));
    }

    private static List<Declared> claims() {
        return List.of(
                Declared.gain("GRPO learns", "exact facts", "grpo", "cold start", Where.END, .1),
                Declared.nothingLost("GRPO loses little", "qa exact", "grpo", "base", Where.END, .15),
                Declared.nothingLost("GRPO loses next to nothing", "qa exact", "grpo", "base", Where.END, .01),
                Declared.gain("GRPO keeps more at equal skill", "qa exact", "grpo", "sft", Where.EQUAL_TARGET, .2),
                Declared.gain("GRPO keeps more at equal KL", "answer nll", "grpo", "sft", Where.EQUAL_KL, .02));
    }

    private static List<Figure> figures() {
        return List.of(
                new Figure(
                        "Audit of the reward",
                        "source copied",
                        .004,
                        "share",
                        "Cheats that outscore an honest output."),
                new Figure("Audit of the reward", "repetition", .011, "share", ""),
                new Figure("Validity of metrics", "similarity", .91, "AUC", "Right outputs above wrong ones."));
    }

    private static Row row(Truth truth, String seed, String label) {
        double luck = .02 * (noise(truth, seed, "seed", 0) - .5);
        double facts = Math.max(0, truth.facts() + luck);
        double kept = truth.kept() + luck;
        return Row.of(truth.arm(), seed, truth.step(), label)
                .with("exact facts", Value.of(items(truth, seed, "f", 1, facts)))
                .with("similarity", Value.of(scores(truth, seed, "s", 1, .42 + .5 * facts, .1)))
                .with("chrf", Value.of(20 + 55 * facts, ITEMS, new Bounds(18 + 55 * facts, 22 + 55 * facts)))
                .with("qa exact", Value.of(items(truth, seed, "q", PER_CONTEXT, kept)))
                .with("answer nll", Value.of(scores(truth, seed, "n", PER_CONTEXT, 2.4 - 2 * kept, .5)))
                .with("choice", Value.of(items(truth, seed, "c", 1, .25 + .7 * kept)))
                .with("language", Value.of(Math.min(1, .2 + 1.4 * facts), ITEMS))
                .with("kl", Value.of(scores(truth, seed, "k", 1, truth.kl() * (1 + luck), truth.kl() / 2)))
                .with("wordings", Value.of(2.6 - truth.kl(), ITEMS))
                .with("tokens", Value.of(truth.step() * 1.6, ITEMS))
                .took(truth.step() * 1.5);
    }

    private static List<Item> items(Truth truth, String seed, String kind, int size, double p) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            double hard = CounterRandom.uniform(CounterRandom.coordinate(kind), i);
            boolean right = .7 * hard + .3 * noise(truth, seed, kind, i) < .15 + .7 * p - (p == 0 ? 1 : 0);
            items.add(new Item(kind + i, kind + "-context" + i / size, right ? 1 : 0));
        }
        return items;
    }

    private static List<Item> scores(Truth truth, String seed, String kind, int size, double mean, double spread) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            double hard = CounterRandom.uniform(CounterRandom.coordinate(kind), i);
            double value = mean + spread * (.8 * (hard - .5) + .4 * (noise(truth, seed, kind, i) - .5));
            items.add(new Item(kind + i, kind + "-context" + i / size, value));
        }
        return items;
    }

    private static double noise(Truth truth, String seed, String kind, int i) {
        return CounterRandom.uniform(
                CounterRandom.coordinate(truth.arm() + "/" + kind), truth.step(), CounterRandom.coordinate(seed), i);
    }

    private static List<Training> training(String seed) {
        List<Training> updates = new ArrayList<>();
        for (String arm : List.of("grpo", "truth as reward")) {
            for (int step = 1; step <= 120; step++) {
                double wobble = noise(new Truth(arm, step, 0, 0, 0), seed, "t", step) - .5;
                double learnt = 1 - Math.exp(-step / 50.0);
                SortedMap<String, Double> values = new TreeMap<>();
                values.put("reward", 1.1 + .8 * learnt + .2 * wobble);
                values.put("reward/similarity", .2 + .4 * learnt + .1 * wobble);
                values.put("reward/language", .8 + .19 * learnt);
                values.put("length", 14 + 3 * wobble);
                values.put("entropy", 1.4 - .5 * learnt);
                updates.add(new Training(arm, seed, step, values));
            }
        }
        return updates;
    }

    private static List<Sample> samples(List<String> seeds) {
        String seed = seeds.get(0);
        return List.of(
                sample(
                        "drolma-1",
                        "卓玛昨天在市场买了三本书。",
                        "སྒྲོལ་མས་ཁ་སང་ཁྲོམ་ལ་དེབ་གསུམ་ཉོས་པ་རེད།",
                        seed,
                        "སྒྲོལ་མས་ཁ་སང་ཁྲོམ་ལ་དེབ་གཉིས་ཉོས་པ་རེད།"),
                sample("hostile", "扎西看见了桑吉。", "བཀྲ་ཤིས་ཀྱིས་སངས་རྒྱས་མཐོང་བ་རེད།", seed, HOSTILE));
    }

    private static Sample sample(String id, String prompt, String reference, String seed, String wrong) {
        SortedMap<String, Double> low = new TreeMap<>(Map.of("similarity", .61, "chrf", 38.2));
        SortedMap<String, Double> high = new TreeMap<>(Map.of("similarity", .97, "chrf", 91.0));
        return new Sample(
                id,
                prompt,
                reference,
                List.of(
                        new Sample.Output(
                                new Row.Key("base", Row.EVERY_SEED, 0),
                                "",
                                low,
                                Optional.of(new Sample.Reading("", "empty"))),
                        new Sample.Output(
                                new Row.Key("cold start", Row.EVERY_SEED, 60),
                                wrong,
                                low,
                                Optional.of(new Sample.Reading(
                                        "buy(drolma, book, number 2, market, yesterday)", "number"))),
                        new Sample.Output(new Row.Key("sft", seed, 400), reference, high, Optional.empty()),
                        new Sample.Output(
                                new Row.Key("grpo", seed, 120),
                                reference,
                                high,
                                Optional.of(
                                        new Sample.Reading("buy(drolma, book, number 3, market, yesterday)", "")))));
    }
}

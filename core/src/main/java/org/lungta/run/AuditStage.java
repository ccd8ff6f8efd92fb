package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.audit.Audit;
import org.lungta.audit.Discriminability;
import org.lungta.audit.Subject;
import org.lungta.corpus.Example;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;
import org.lungta.model.Adapter;
import org.lungta.model.Cuts;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;
import org.lungta.reward.Answers;
import org.lungta.reward.Calibration;
import org.lungta.reward.Reward;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.text.Completion;
import org.lungta.text.Prompt;

/**
 * Attacks the reward with what the cold start can write: its own samples spoilt, the source, the instruction, texts that belong to other
 * prompts. A person's reference would be too good a measure: nothing is paid more than the text that outputs are compared with.
 */
final class AuditStage {
    private static final String NAME = "audit";
    private static final int ROWS = 64;
    private static final Chrf CHRF = Chrf.standard();

    private final Workbench bench;

    /** A record, not a Map.of: that one's order differs from process to process. */
    private record Line(String stage, AuditFindings findings) {}

    AuditStage(Workbench bench) {
        this.bench = bench;
    }

    /** Attacks, says what was found, and refuses to go on or warns, as the recipe asks. */
    Optional<AuditFindings> audit(Adapter started, Calibration tau) {
        return bench.recipe.audit().map(settings -> {
            AuditFindings findings = found(settings, started, tau);
            bench.console.say("audit of the reward on %d dev prompts:", settings.prompts());
            bench.console.say("%s", findings.report().table().indent(2).stripTrailing());
            bench.console.say("  %s", findings.spread().line());
            if (!findings.passed()) {
                fail(settings, findings);
            }
            return findings;
        });
    }

    private AuditFindings found(AuditSettings s, Adapter started, Calibration tau) {
        String key = Keys.of(
                NAME,
                bench.inputs(),
                bench.recipe.coldStart(),
                bench.recipe.adapter(),
                bench.recipe.reward(),
                bench.recipe.grpo().sampling(),
                tau.tau(),
                s.prompts(),
                s.samples(),
                s.rate());
        return bench.stage(NAME, key, AuditFindings.class, begin -> {
            bench.cut(begin);
            AuditFindings made = attack(s, started, bench.trained(tau.tau()));
            bench.journal.append(new Line(NAME, made));
            return made;
        });
    }

    private void fail(AuditSettings settings, AuditFindings findings) {
        String what = findings.report().passes()
                ? "the reward is flat"
                : "the reward pays for cheating (" + findings.report().failed() + ")";
        switch (settings.failing()) {
            case WARN -> bench.console.say("WARNING: %s; the recipe goes on all the same", what);
            case REFUSE ->
                throw refuse(
                        "%s; the figures stand above and in %s. Put a gate or a penalty before it or choose another encoder; with"
                                + " --set audit.failing=warn --resume the run goes on as it is",
                        what, bench.folder.path(NAME + ".json"));
        }
    }

    private AuditFindings attack(AuditSettings s, Adapter started, Reward reward) {
        List<Example> dev = bench.data.calibration();
        List<Example> examples = dev.subList(0, Math.min(s.prompts(), dev.size()));
        List<Answers> sampled = sampled(started, bench.prompts(examples), s.samples());
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Prompt prompt = sampled.get(i).prompt();
            String best = best(sampled.get(i));
            if (!best.isBlank()) {
                subjects.add(new Subject(prompt, bench.asked(examples.get(i)), List.of(best), best));
            }
        }
        require(
                subjects.size() > 1,
                "the cold start writes nothing on %d of %d dev prompts: there is nothing to attack the reward with; train it longer",
                examples.size() - subjects.size(),
                examples.size());
        return new AuditFindings(
                new Audit(s.rate(), bench.recipe.task().maxNewTokens()).of(reward, subjects),
                AuditFindings.Spread.of(Discriminability.of(sampled, reward.score(sampled))));
    }

    /** The sample with the best chrF: an honest one, told by a measure that is not the reward. */
    private static String best(Answers answers) {
        String reference = answers.prompt().reference();
        return answers.completions().stream()
                .map(Completion::text)
                .max(Comparator.comparingDouble(text -> CHRF.value(CHRF.statistics(new Segment(text, reference)))))
                .orElseThrow();
    }

    private List<Answers> sampled(Adapter started, List<Prompt> prompts, int samples) {
        List<Answers> answers = new ArrayList<>();
        try (Merged merged = Merged.of(bench.weights, Optional.of(started), ROWS)) {
            Sampler sampler = new Sampler(
                    bench.tokenizer,
                    bench.stops(),
                    bench.sampling(),
                    bench.recipe.task().maxNewTokens());
            for (List<Prompt> part : Cuts.every(Math.max(1, ROWS / samples), prompts)) {
                List<Draws.Row> rows = part.stream()
                        .flatMap(p -> IntStream.range(0, samples)
                                .mapToObj(i -> new Draws.Row(CounterRandom.coordinate(p.id()), i)))
                        .toList();
                List<List<Rollout>> rollouts = sampler.complete(
                        merged,
                        part.stream()
                                .map(p -> PromptGroup.repeated(p.tokens(), samples))
                                .toList(),
                        Draws.of(bench.recipe.seed(), -2, rows));
                for (int i = 0; i < part.size(); i++) {
                    answers.add(new Answers(
                            part.get(i),
                            rollouts.get(i).stream().map(Rollout::completion).toList()));
                }
            }
        }
        return answers;
    }
}

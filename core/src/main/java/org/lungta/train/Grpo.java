package org.lungta.train;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lungta.check.Stop;
import org.lungta.model.Cuts;
import org.lungta.model.Policy;
import org.lungta.reward.Answers;
import org.lungta.reward.Reward;
import org.lungta.reward.Score;
import org.lungta.rollout.Rollout;
import org.lungta.text.Prompt;

/**
 * Group-relative policy optimisation (arXiv:2402.03300): sample a group of completions for each prompt, score them together, and
 * raise the probability of those above their group's mean.
 *
 * <pre>
 *   A     = (r - mean r) / (std r + 1e-4)         over the G completions of one prompt
 *   ratio = pi(o) / pi_old(o)                     token by token; pi_old is the first pass itself, so it starts at exactly 1
 *   J     = mean over tokens of  min(ratio A, clip(ratio) A) - beta kl
 * </pre>
 */
public record Grpo(
        Policy policy, Explorer explorer, Reward reward, Objective objective, AdamW optimizer, Settings settings) {

    /** A step's choices; {@code temperature} is the sampler's, since the policy is what was sampled. */
    public record Settings(
            Advantage advantage, double temperature, int epochs, int longest, int tokenBudget, Schedule schedule) {
        public Settings {
            require(epochs >= 1, "epochs is %d; each rollout must be learnt from at least once", epochs);
        }
    }

    /** Samples the completions of each prompt of a step from the policy as it stands. */
    @FunctionalInterface
    public interface Explorer {
        List<List<Rollout>> explore(int step, List<Prompt> prompts);
    }

    /** Explores: prompts, rollouts, scores, groups. Changes nothing. */
    public List<Group> explore(int step, List<Prompt> prompts) {
        return judge(prompts, explorer.explore(step, prompts));
    }

    /** The groups of rollouts that were already made. */
    public List<Group> judge(List<Prompt> prompts, List<List<Rollout>> rollouts) {
        List<Answers> answers = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            answers.add(new Answers(
                    prompts.get(i),
                    rollouts.get(i).stream().map(Rollout::completion).toList()));
        }
        List<List<Score>> scores = reward.score(answers);
        List<List<Double>> advantages = settings.advantage().of(scores);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            groups.add(group(prompts.get(i), rollouts.get(i), scores.get(i), advantages.get(i)));
        }
        return groups;
    }

    /** Improves the policy by one update an epoch. */
    public Step improve(int step, int steps, List<Group> groups) {
        Aggregation.Totals totals = totals(groups, settings.longest());
        List<Part> parts = parts(groups, totals);
        Counters before = Counters.of(policy);
        List<AdamW.Update> updates = new ArrayList<>();
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            for (Part part : parts) {
                if (updates.isEmpty()) {
                    Stop.check(); // once the policy has moved, the step is finished first
                }
                part.learn();
            }
            if (parts.stream().noneMatch(Part::teaches)) {
                policy.learnNothing(); // the optimizer still steps
            }
            updates.add(optimizer.step(settings.schedule().factor(step, steps)));
        }
        Step done = Step.of(groups, parts, updates);
        Counters.of(policy).since(before, parts, hasReference(), done.metrics());
        return done;
    }

    private boolean hasReference() {
        return !(objective.reference() instanceof Reference.None);
    }

    /** Groups that cannot teach are left out of the learning passes, unless a reference pulls at them. */
    private List<Part> parts(List<Group> groups, Aggregation.Totals totals) {
        Map<Boolean, List<Group>> byTeaching =
                groups.stream().collect(Collectors.partitioningBy(g -> hasReference() || g.teaches()));
        List<Part> parts = new ArrayList<>();
        batches(byTeaching.get(true)).forEach(batch -> parts.add(new Learner(this, batch, totals)));
        batches(byTeaching.get(false)).forEach(batch -> parts.add(new Onlooker(this, batch)));
        return parts;
    }

    private List<Batch> batches(List<Group> groups) {
        return Cuts.within(
                        settings.tokenBudget(),
                        groups,
                        group -> group.sequences().tokens())
                .stream()
                .map(Batch::new)
                .toList();
    }

    private static Aggregation.Totals totals(List<Group> groups, int longest) {
        int completions = groups.stream().mapToInt(g -> g.experience().size()).sum();
        int tokens = groups.stream()
                .flatMap(g -> g.experience().stream())
                .mapToInt(Experience::length)
                .sum();
        return new Aggregation.Totals(completions, tokens, longest);
    }

    private static Group group(Prompt prompt, List<Rollout> rollouts, List<Score> scores, List<Double> advantages) {
        List<Experience> experience = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            experience.add(new Experience(rollouts.get(i), scores.get(i), advantages.get(i)));
        }
        return new Group(prompt, experience);
    }
}

package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.text.Prompt;

/** Several samples a prompt, as texts; the draws depend on (seed, prompt, sample) alone. */
public record SampledTexts(Decoding decoding, int samples, int maxNewTokens, long seed) {
    private static final int ROWS = 64;

    /** The samples of one prompt. */
    public record Item(String id, List<String> texts) {}

    /** Samples what is missing in {@code items}. */
    public List<Item> evaluate(Model model, List<Prompt> prompts, Path items, Progress progress) {
        return new ItemFile<>(items, Item.class)
                .complete(
                        Cuts.every(Math.max(1, ROWS / samples), prompts),
                        List::size,
                        batch -> sample(model, batch),
                        progress);
    }

    /** The samples of each prompt, side by side. */
    List<List<Rollout>> rollouts(Model model, List<Prompt> prompts) {
        List<Draws.Row> rows = prompts.stream()
                .flatMap(p ->
                        IntStream.range(0, samples).mapToObj(i -> new Draws.Row(CounterRandom.coordinate(p.id()), i)))
                .toList();
        return new Sampler(model.tokenizer(), model.stops(), decoding, maxNewTokens)
                .complete(
                        model.weights(),
                        prompts.stream()
                                .map(p -> PromptGroup.repeated(p.tokens(), samples))
                                .toList(),
                        Draws.of(seed, -1, rows));
    }

    private List<Item> sample(Model model, List<Prompt> prompts) {
        List<List<Rollout>> rollouts = rollouts(model, prompts);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            items.add(new Item(
                    prompts.get(i).id(),
                    rollouts.get(i).stream().map(r -> r.completion().text()).toList()));
        }
        return items;
    }
}

package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungta.recipe.Default;

/** What two kinds of recipes share is the same in both, and comes along whole wherever one is made of the other. */
class RunSettingsTest {
    private static final Path RECIPES = Path.of("../recipes");

    private static final Set<String> SHARED =
            Arrays.stream(RunSettings.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

    private static ExperimentRecipe lab() {
        return ExperimentLaunch.read(RECIPES.resolve("lab.yaml"), List.of("force=true", "device=cpu", "cards=c"));
    }

    private static Map<String, RecordComponent> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
    }

    /** The values by the names of their components, but for these. */
    private static Map<String, Object> values(Record record, String... without) throws ReflectiveOperationException {
        Map<String, Object> values = new TreeMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            values.put(component.getName(), component.getAccessor().invoke(record));
        }
        List.of(without).forEach(values::remove);
        return values;
    }

    private static Optional<String> absent(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    }

    @Test
    void aSharedKeyHasOneTypeAndOneDefault() {
        Map<String, RecordComponent> run = components(Recipe.class);
        Map<String, RecordComponent> experiment = components(ExperimentRecipe.class);
        assertThat(run).containsKeys(SHARED.toArray(String[]::new));
        for (String name : SHARED) {
            assertThat(experiment.get(name).getGenericType())
                    .as(name)
                    .isEqualTo(run.get(name).getGenericType());
            assertThat(absent(experiment.get(name))).as(name).isEqualTo(absent(run.get(name)));
        }
        assertThat(run.keySet().stream().filter(experiment::containsKey))
                .as("what else both say is no shared setting")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(SHARED.stream(), Stream.of("evaluation")).toList());
    }

    @Test
    void aRunOfAnExperimentHasAllThatTheyShare() throws ReflectiveOperationException {
        ExperimentRecipe experiment = lab();
        assertThat(values(experiment)).containsAllEntriesOf(shared(experiment.shared()));
        Recipe hackable = experiment.hackable(Path.of("bag"));
        assertThat(hackable.encoder()).isEqualTo(Path.of("bag"));
        assertThat(hackable.force()).isTrue();
        assertThat(hackable.evaluation().judgeEncoder()).isEmpty();
        assertThat(values(hackable, "encoder", "force", "evaluation"))
                .isEqualTo(values(experiment.shared(), "encoder", "force", "evaluation"));
    }

    private static Map<String, Object> shared(Recipe recipe) throws ReflectiveOperationException {
        Map<String, Object> shared = values(recipe);
        shared.keySet().retainAll(SHARED);
        assertThat(shared).hasSize(SHARED.size());
        return shared;
    }

    @Test
    void whatAnArmChangesIsAllThatChanges() throws ReflectiveOperationException {
        Recipe recipe = lab().shared();
        Recipe.RewardSettings reward = new Arm.Weights(0, 0, 0, 1, 0).in(recipe.reward());
        Recipe.GrpoSettings grpo =
                Declaration.changed(recipe.grpo(), Optional.of(.5), Optional.of(7), Optional.empty());
        Recipe changed = recipe.with(99, reward, grpo);
        assertThat(changed.seed()).isEqualTo(99);
        assertThat(changed.reward()).isEqualTo(reward).isNotEqualTo(recipe.reward());
        assertThat(changed.grpo()).isEqualTo(grpo).isNotEqualTo(recipe.grpo());
        assertThat(values(changed, "seed", "reward", "grpo")).isEqualTo(values(recipe, "seed", "reward", "grpo"));
    }

    @Test
    void anExperimentIsTheSameWithTheEncoderThatItTaught() throws ReflectiveOperationException {
        ExperimentRecipe taught = lab().taught(Path.of("taught"));
        assertThat(taught.encoder()).isEqualTo(Path.of("taught"));
        assertThat(taught.labEncoder()).isEmpty();
        assertThat(values(taught, "encoder", "labEncoder")).isEqualTo(values(lab(), "encoder", "labEncoder"));
    }
}

package org.lungta;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may use which: the map is the diagram. */
class LayersTest {
    private static final String ROOT = "org.lungta.";

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("check", Set.of()),
            entry("random", Set.of()),
            entry("recipe", Set.of("check")),
            entry("text", Set.of("check", "random")),
            entry("tensor", Set.of("check")),
            entry("model", Set.of("tensor", "text", "check", "random")),
            entry("checkpoint", Set.of("tensor", "model", "text", "check")),
            entry("memory", Set.of("tensor", "model", "text", "check")),
            entry("gguf", Set.of("checkpoint", "check")),
            entry("corpus", Set.of("text", "check", "random")),
            entry("lexicon", Set.of("text", "corpus", "check", "random")),
            entry("statistics", Set.of("check", "random")),
            entry("metric", Set.of("statistics", "text", "check", "random")),
            entry("rollout", Set.of("tensor", "model", "text", "check", "random")),
            entry("reward", Set.of("model", "text", "corpus", "metric", "statistics", "check", "random")),
            entry("audit", Set.of("reward", "metric", "statistics", "text", "check", "random")),
            entry("judge", Set.of("metric", "statistics", "checkpoint", "check", "random")),
            entry(
                    "train",
                    Set.of("tensor", "model", "text", "corpus", "rollout", "reward", "checkpoint", "check", "random")),
            entry(
                    "eval",
                    Set.of(
                            "model",
                            "text",
                            "corpus",
                            "rollout",
                            "reward",
                            "metric",
                            "statistics",
                            "checkpoint",
                            "check",
                            "random")),
            entry("extension", Set.of("lexicon", "corpus", "checkpoint", "tensor", "text", "check", "random")),
            entry("probe", Set.of("model", "text", "corpus", "metric", "statistics", "checkpoint", "check", "random")),
            entry(
                    "contrast",
                    Set.of("tensor", "model", "text", "corpus", "probe", "train", "checkpoint", "check", "random")),
            entry(
                    "bench",
                    Set.of(
                            "tensor",
                            "model",
                            "text",
                            "checkpoint",
                            "rollout",
                            "reward",
                            "train",
                            "memory",
                            "check",
                            "random")),
            entry("evidence", Set.of("statistics", "checkpoint", "check")),
            entry("report", Set.of("evidence", "statistics", "checkpoint", "check", "random")),
            entry("lab", Set.of("text", "corpus", "checkpoint", "recipe", "check", "random")));

    /** The one package that wires the others, and so may use them all. */
    private static final String WIRING = "run";

    private static final Set<String> LAYERS = MAY_USE.keySet();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lungta");

    @ParameterizedTest
    @FieldSource("LAYERS")
    void aPackageUsesOnlyWhatTheMapAllows(String layer) {
        Set<String> allowed = MAY_USE.get(layer);
        noClasses()
                .that(resideInAPackage(ROOT + layer + ".."))
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are Lungta's and not in " + allowed) {
                    @Override
                    public boolean test(JavaClass used) {
                        return used.getPackageName().startsWith(ROOT)
                                && !layer.equals(layerOf(used))
                                && !allowed.contains(layerOf(used));
                    }
                })
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "random"})
    void theLowestPackagesUseTheJdkAlone(String layer) {
        classes()
                .that(resideInAPackage(ROOT + layer))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + layer, "java..")
                .check(CLASSES);
    }

    @Test
    void onlyTensorKnowsTheNativeLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "tensor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void aRewardSeesTheEncoderWithItsEmbeddingsAndNothingElseOfTheModel() {
        noClasses()
                .that(resideInAPackage(ROOT + "reward.."))
                .should()
                .dependOnClassesThat(
                        new DescribedPredicate<>("are the model's but neither the Encoder nor its Embedding") {
                            @Override
                            public boolean test(JavaClass used) {
                                return used.getPackageName().startsWith(ROOT + "model")
                                        && !used.getName().matches(".*\\.(Encoder|Embedding)(\\$.*)?");
                            }
                        })
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noPackagesFormACircle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsOnTheMap() {
        Set<String> found = CLASSES.stream().map(LayersTest::layerOf).collect(Collectors.toSet());
        found.remove(WIRING);
        assertThat(LAYERS).containsAll(found);
    }

    private static String layerOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.")[0];
    }
}

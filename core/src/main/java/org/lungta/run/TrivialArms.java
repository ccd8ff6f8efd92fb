package org.lungta.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.Question;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Translation;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.lab.Baselines;
import org.lungta.lab.MicroWorld;

/**
 * What takes no learning, measured in the lab as checkpoints are: a result that is not above these rows means nothing. They stand in the
 * evidence beside the arms, and in no comparison.
 */
final class TrivialArms {
    private static final String LABEL = "no learning";

    private final ExperimentRecipe recipe;
    private final Workbench bench;
    private final ExperimentData data;
    private final TargetSkill target;

    TrivialArms(ExperimentRecipe recipe, Workbench bench, ExperimentData data, TargetSkill target) {
        this.recipe = recipe;
        this.bench = bench;
        this.data = data;
        this.target = target;
    }

    /** The ways to answer without a model. What a way has no answer to it is not measured on. */
    private enum Way {
        MOST_FREQUENT("The sentence, and the answer, that stands most often in what is learnt from; no model.") {
            @Override
            Optional<Function<Example, String>> writes(TrivialArms arms) {
                String most = Baselines.mostFrequent(arms.learntSentences());
                return Optional.of(example -> most);
            }

            @Override
            Optional<Function<Reading, String>> answers(TrivialArms arms) {
                String most = Baselines.mostFrequent(arms.learntAnswers());
                return Optional.of(reading -> most);
            }
        },
        COPIED("The source as it stands; to a question the whole passage. No model.") {
            @Override
            Optional<Function<Example, String>> writes(TrivialArms arms) {
                return Optional.of(Example::source);
            }

            @Override
            Optional<Function<Reading, String>> answers(TrivialArms arms) {
                return Optional.of(Reading::context);
            }
        },
        WORD_BY_WORD("Each word of the source by the first one of the dictionary, in its order; no model.") {
            @Override
            Optional<Function<Example, String>> writes(TrivialArms arms) {
                Recipe.Task task = arms.recipe.task();
                return Optional.of(example -> Baselines.wordByWord(example.source(), task.from(), task.to()));
            }
        },
        LAST_MENTIONED("To each question the person, place or object that the passage names last; no model.") {
            @Override
            Optional<Function<Reading, String>> answers(TrivialArms arms) {
                List<String> entities = Baselines.entities(arms.recipe.task().from());
                return Optional.of(reading ->
                        Baselines.lastMentioned(reading.context(), entities).orElse(""));
            }
        };

        private final String sentence;

        Way(String sentence) {
            this.sentence = sentence;
        }

        String arm() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        Optional<Function<Example, String>> writes(TrivialArms arms) {
            return Optional.empty();
        }

        Optional<Function<Reading, String>> answers(TrivialArms arms) {
            return Optional.empty();
        }
    }

    /** What they are, declared before the run; none outside of the lab. */
    static List<Arm> of(ExperimentRecipe recipe) {
        return recipe.lab().isEmpty()
                ? List.of()
                : Arrays.stream(Way.values())
                        .map(way -> new Arm(way.arm(), Arm.Kind.TRIVIAL, Optional.empty(), way.sentence))
                        .toList();
    }

    static boolean isTrivial(Experiment experiment, Row row) {
        return experiment.arm(row.key().arm()).kind() == Arm.Kind.TRIVIAL;
    }

    /** Their rows, for all seeds. */
    List<Row> rows() {
        return recipe.lab().isEmpty()
                ? List.of()
                : Arrays.stream(Way.values()).map(this::row).toList();
    }

    private Row row(Way way) {
        Values values = new Values();
        way.writes(this).ifPresent(written -> measure(written, values));
        bench.data
                .readings()
                .ifPresent(readings -> way.answers(this)
                        .ifPresent(answered -> values.graded(Comprehension.grade(readings, answered))));
        Row row = Row.of(way.arm(), Row.EVERY_SEED, 0, LABEL);
        return new Row(row.key(), row.label(), row.seconds(), values.all());
    }

    private void measure(Function<Example, String> written, Values values) {
        Translation translation = TargetSkill.translation(recipe, bench);
        data.tests().forEach((split, examples) -> {
            List<String> outputs = examples.stream().map(written).toList();
            String suffix = split.equals(recipe.evaluation().split()) ? "" : ", " + split;
            target.measure(translation.items(bench.prompts(examples), outputs), suffix, values);
        });
    }

    private List<String> learntSentences() {
        return Stream.of(bench.data.coldStart(), bench.data.pool())
                .flatMap(List::stream)
                .map(Example::target)
                .toList();
    }

    /** The answers to questions on passages that the base model could learn from. */
    private List<String> learntAnswers() {
        List<String> answers = new ArrayList<>();
        for (Reading reading : Cmrc.read(recipe.data().resolve(MicroWorld.READING_TO_LEARN))) {
            for (Question question : reading.questions()) {
                answers.add(question.answers().get(0));
            }
        }
        return answers;
    }
}

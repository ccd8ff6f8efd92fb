package org.lungta.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.corpus.Borders;
import org.lungta.corpus.Example;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Row;

/** Headlines without learning: the first syllables of each document, where the task is to write headlines. */
record LeadArm(ExperimentRecipe recipe, Workbench bench, ExperimentData data, TargetSkill target) {
    /** Its name in every report. */
    static final String NAME = "first syllables";

    /** What it is, declared before the run. */
    static List<Arm> of(ExperimentRecipe recipe) {
        return recipe
                .task()
                .headline()
                .map(h -> new Arm(
                        NAME,
                        Arm.Kind.TRIVIAL,
                        Optional.empty(),
                        "The first %d syllables of the document; no model.".formatted(h.lead())))
                .stream()
                .toList();
    }

    /** Its row, for all seeds. */
    List<Row> rows() {
        return recipe.task().headline().map(this::row).stream().toList();
    }

    private Row row(Recipe.Headline headline) {
        Values values = new Values();
        for (Map.Entry<String, List<Example>> test : data.tests().entrySet()) {
            List<String> outputs = test.getValue().stream()
                    .map(e -> Borders.first(e.source(), headline.lead()))
                    .toList();
            String suffix = test.getKey().equals(recipe.evaluation().split()) ? "" : ", " + test.getKey();
            target.measure(
                    TargetSkill.translation(recipe, bench).items(bench.prompts(test.getValue()), outputs),
                    suffix,
                    values);
        }
        Row row = Row.of(NAME, Row.EVERY_SEED, 0, "no learning");
        return new Row(row.key(), row.label(), row.seconds(), values.all());
    }
}

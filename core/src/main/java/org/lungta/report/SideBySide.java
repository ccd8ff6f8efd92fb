package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.evidence.Sample;

/** What checkpoints made of the same prompts. All of it is text of a model or of data, and is shown as text. */
record SideBySide(Experiment experiment) {
    private static final int MOST = 10;

    List<Node> cards() {
        return experiment.appendix().samples().stream()
                .limit(MOST)
                .map(this::card)
                .toList();
    }

    String left() {
        int left = experiment.appendix().samples().size() - MOST;
        return left <= 0 ? "" : left + " more samples are in results.json.";
    }

    private Node card(Sample sample) {
        List<Node> lines = new ArrayList<>();
        lines.add(line("prompt", "", sample.prompt(), "", ""));
        lines.add(line("reference", "", sample.reference(), "", ""));
        for (Sample.Output output : sample.outputs()) {
            lines.add(line(output.row().arm(), which(output.row()), output.text(), reading(output), scores(output)));
        }
        return Node.tag(
                "div",
                "card",
                List.of(Node.tag("h3", sample.id()), Node.tag("dl").add(lines)));
    }

    /** The checkpoint in its own words, and its seed where it has one. */
    private String which(Row.Key key) {
        String label = experiment.rows().stream()
                .filter(row -> row.key().equals(key))
                .map(Row::label)
                .findFirst()
                .orElse("step " + key.step());
        return key.seed().equals(Row.EVERY_SEED) ? label : label + ", seed " + key.seed();
    }

    private static Node line(String who, String which, String text, String reading, String scores) {
        List<Node> words = new ArrayList<>();
        words.add(
                Node.tag("bdi", text.isEmpty() ? "(nothing)" : text).with("class", text.isEmpty() ? "none" : "output"));
        if (!reading.isEmpty()) {
            words.add(Node.tag("div", "reading", List.of(Node.tag("bdi", reading))));
        }
        if (!scores.isEmpty()) {
            words.add(Node.tag("small", scores));
        }
        Node.Tag name = Node.tag("dt", who);
        return Node.tag(
                "div",
                "entry",
                List.of(
                        which.isEmpty() ? name : name.add(Node.tag("small", which)),
                        Node.tag("dd").add(words)));
    }

    private static String reading(Sample.Output output) {
        return output.reading()
                .map(r -> (r.parse().isEmpty() ? "cannot be read" : "says " + r.parse())
                        + (r.error().isEmpty() ? "; right" : "; error: " + r.error()))
                .orElse("");
    }

    private static String scores(Sample.Output output) {
        return output.scores().entrySet().stream()
                .map(e -> e.getKey() + " " + Format.of(e.getValue()).plain(e.getValue()))
                .collect(Collectors.joining(" \u00b7 "));
    }
}

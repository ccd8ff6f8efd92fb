package org.lungta.report;

import static org.lungta.report.Node.tag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;

/** report.html: one file that asks for no other, runs no script, and lets none run. */
record Page(List<Experiment> runs, Experiment merged) {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private record Section(String id, String title, List<Node> nodes) {}

    String html() {
        List<Section> sections = sections().stream()
                .filter(section -> !section.nodes().isEmpty())
                .toList();
        Node.Tag head = tag("head")
                .add(
                        tag("meta").with("charset", "utf-8"),
                        tag("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                        tag("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", POLICY),
                        tag("meta").with("name", "color-scheme").with("content", "light dark"),
                        tag("title", merged.header().name()),
                        new Node.Style(css()));
        Node.Tag body = tag(
                "body",
                opening(sections),
                tag("main").add(sections.stream().map(Page::section).toList()));
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        tag("html", head, body).with("lang", "en").write(page);
        return page.toString();
    }

    private Node opening(List<Section> sections) {
        Header header = merged.header();
        String what = "%s. %d arms, %d checkpoints; seeds: %s."
                .formatted(
                        header.ground() == Header.Ground.LAB ? "A made-up world with exact truth" : "Real language",
                        Look.of(merged).size(),
                        Checkpoint.learnt(merged).stream()
                                .mapToInt(checkpoint -> checkpoint.rows().size())
                                .sum(),
                        new Colophon(runs, merged).seeds());
        List<Node.Tag> links = sections.stream()
                .map(s -> tag("li", tag("a", s.title()).with("href", "#" + s.id())))
                .toList();
        return tag(
                "header",
                tag("h1", header.name()),
                tag("p", header.sentence()).with("class", "lead"),
                tag("p", what).with("class", "quiet"),
                tag("nav", tag("ul").add(links)).with("aria-label", "Contents"));
    }

    private List<Section> sections() {
        return List.of(
                new Section("verdict", "Verdict", verdict()),
                new Section("gained", "Gained and lost", gained()),
                new Section("equal", "At equal skill and equal drift", equal()),
                new Section("ledger", "Every checkpoint", ledger()),
                new Section("items", "Item by item", items()),
                new Section("training", "Training", training()),
                new Section("samples", "Side by side", samples()),
                new Section("checks", "Checks", tables(new Gates(merged).tables())),
                new Section("made", "How it was made", made()),
                new Section("limits", "Limits", limits()));
    }

    private static Node section(Section section) {
        return tag("section", tag("h2", section.title()))
                .with("id", section.id())
                .add(section.nodes());
    }

    private List<Node> verdict() {
        Opening opening = new Opening(merged);
        List<Node> nodes = new ArrayList<>(List.of(opening.box()));
        opening.sentences().forEach(sentence -> nodes.add(tag("p", sentence)));
        if (!nodes.isEmpty() && !merged.claims().isEmpty()) {
            nodes.add(quiet("A difference above 0 is for the better, whatever the measure. In brackets are 95 %"
                    + " intervals. The power is the chance that the test would have shown the claim, were"
                    + " it true; under 50 % nothing is concluded."));
        }
        return nodes;
    }

    private List<Node> gained() {
        if (merged.rows().isEmpty()) {
            return List.of(quiet("Nothing is measured yet."));
        }
        Drawings drawings = new Drawings(merged);
        List<Node> figures = new ArrayList<>(List.of(drawings.front()));
        drawings.drift().ifPresent(figures::add);
        return List.of(
                new Tables(merged).glance().html(), Look.legend(Look.of(merged)), tag("div", "figures", figures));
    }

    private List<Node> equal() {
        Comparison comparison = new Comparison(merged);
        List<Node> nodes = new ArrayList<>();
        comparison.atEqualTarget().ifPresent(table -> nodes.add(table.html()));
        comparison.atEqualKl().ifPresent(table -> nodes.add(table.html()));
        Table trade = new Tables(merged).trade();
        if (!trade.lines().isEmpty()) {
            nodes.add(trade.html());
        }
        return nodes;
    }

    private List<Node> ledger() {
        return tables(new Tables(merged).ledger());
    }

    private List<Node> items() {
        return new Forgotten(merged).table().map(Table::html).stream().toList();
    }

    private List<Node> training() {
        List<Node> nodes = new ArrayList<>();
        LearningCurves curves = new LearningCurves(merged);
        List<Node> large = new Drawings(merged).proxy().stream().toList();
        if (large.isEmpty() && curves.names().isEmpty() || merged.rows().isEmpty()) {
            return nodes;
        }
        if (!curves.names().isEmpty()) {
            nodes.add(Look.legend(curves.looks()));
            nodes.add(tag("div", "figures small", curves.figures()));
        }
        if (!large.isEmpty()) {
            nodes.add(Look.legend(Look.of(merged)));
            nodes.add(tag("div", "figures", large));
        }
        if (!curves.left().isEmpty()) {
            nodes.add(quiet(curves.left()));
        }
        return nodes;
    }

    private List<Node> samples() {
        SideBySide samples = new SideBySide(merged);
        List<Node> nodes = new ArrayList<>(samples.cards());
        if (!samples.left().isEmpty()) {
            nodes.add(quiet(samples.left()));
        }
        return nodes;
    }

    private List<Node> made() {
        Colophon colophon = new Colophon(runs, merged);
        List<Node> nodes = new ArrayList<>();
        nodes.add(colophon.arms().html());
        nodes.add(colophon.measures().html());
        nodes.add(tag("p", "Seeds: " + colophon.seeds() + "."));
        nodes.addAll(tables(colophon.made()));
        return nodes;
    }

    private List<Node> limits() {
        List<Node.Tag> all = new Limits(merged)
                .sentences().stream().map(sentence -> tag("li", sentence)).toList();
        return List.of(tag("ul").add(all));
    }

    private static Node quiet(String text) {
        return tag("p", "quiet", List.of(new Node.Text(text)));
    }

    private static List<Node> tables(List<Table> tables) {
        return tables.stream().map(Table::html).collect(Collectors.toList());
    }

    private static String css() {
        try (InputStream in = Page.class.getClassLoader().getResourceAsStream("report/report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("report/report.css cannot be read", unreadable);
        }
    }
}

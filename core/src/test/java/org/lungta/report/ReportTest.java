package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.MadeUp;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
    @TempDir
    private static Path folder;

    private static final Experiment MADE_UP = MadeUp.experiment();
    private static Document page;

    @BeforeAll
    static void write() throws Exception {
        Report.of(List.of(MADE_UP)).write(folder);
        page = parsed(Files.readString(folder.resolve("report.html"), StandardCharsets.UTF_8));
    }

    /** The page is well-formed XML, too: nothing in it is open or wrongly nested, no control character, no half of a pair. */
    private static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Element byId(Document document, String id) {
        return all(document, "*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePartsOfAReportAreThere() {
        assertThat(all(page, "section").stream().map(section -> section.getAttribute("id")))
                .containsExactly(
                        "verdict",
                        "gained",
                        "equal",
                        "ledger",
                        "items",
                        "training",
                        "samples",
                        "checks",
                        "made",
                        "limits");
        assertThat(all(page, "table").stream().map(table -> table.getAttribute("id")))
                .contains("table-glance", "table-equal-target", "table-equal-kl", "table-trade", "table-target")
                .contains("table-retained", "table-beside", "table-items", "table-gates", "table-settings")
                .doesNotHaveDuplicates();
        assertThat(all(page, "figure")).hasSize(2 + 5 + 1);
    }

    @Test
    void thePageAsksForNoOtherFileAndRunsNothing() {
        List<String> names =
                all(page, "*").stream().map(Element::getTagName).distinct().toList();
        assertThat(names).doesNotContain("script", "img", "link", "iframe", "object", "image", "use", "form", "base");
        for (Element element : all(page, "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String attribute = element.getAttributes().item(i).getNodeName();
                assertThat(attribute).doesNotStartWith("on").isNotIn("src", "style", "xlink:href");
            }
            assertThat(element.getAttribute("href")).matches("(#[a-z]+)?");
        }
        assertThat(all(page, "style").get(0).getTextContent()).doesNotContain("url(", "@import", "<");
    }

    @Test
    void whatAModelWroteIsShownAsItsText() {
        List<String> outputs =
                all(page, "bdi").stream().map(Element::getTextContent).toList();
        assertThat(outputs).contains("བཀྲ་ཤིས་ཀྱིས་སངས་རྒྱས་མཐོང་བ་རེད།");
        assertThat(outputs).contains(MadeUp.HOSTILE.replaceAll("[\u0007\ud800]", "\ufffd"));
    }

    @Test
    void theNumbersOfTheLedgerAreTheMeansOverSeeds() {
        List<Element> lines = rows("table-target");
        Measure facts = MADE_UP.measure("exact facts");
        int checked = 0;
        for (Arm arm : MADE_UP.arms()) {
            for (int step : steps(arm)) {
                double mean = MADE_UP.rows().stream()
                        .filter(row ->
                                row.key().arm().equals(arm.name()) && row.key().step() == step)
                        .mapToDouble(
                                row -> row.value(facts.name()).orElseThrow().mean())
                        .average()
                        .orElseThrow();
                String label = step == 0 ? "0-shot" : step + " updates";
                Element line = lines.stream()
                        .filter(row -> row.getElementsByTagName("th")
                                .item(0)
                                .getTextContent()
                                .equals(arm.name() + label))
                        .findFirst()
                        .orElseThrow();
                String cell =
                        line.getElementsByTagName("td").item(0).getFirstChild().getTextContent();
                assertThat(Double.parseDouble(cell)).isCloseTo(mean, within(.00051));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(17);
    }

    private static List<Integer> steps(Arm arm) {
        return MADE_UP.rows().stream()
                .filter(row -> row.key().arm().equals(arm.name()))
                .map(row -> row.key().step())
                .distinct()
                .toList();
    }

    private static List<Element> rows(String table) {
        NodeList rows =
                ((Element) byId(page, table).getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            elements.add((Element) rows.item(i));
        }
        return elements;
    }

    @Test
    void everyCheckpointIsAPointOfThePlane() {
        Element front = all(page, "svg").stream()
                .filter(svg -> svg.getAttribute("aria-label").startsWith("Learnt and kept"))
                .findFirst()
                .orElseThrow();
        List<String> titles = titles(front);
        assertThat(titles).contains("base, 0-shot", "grpo, 120 updates", "grpo, seed 3, step 120");
        assertThat(titles).hasSize(2 + 15 + 45);
        String words = front.getTextContent();
        assertThat(words).contains("exact facts (share)", "qa exact (share)");
    }

    private static List<String> titles(Element svg) {
        NodeList found = svg.getElementsByTagName("title");
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            titles.add(found.item(i).getTextContent());
        }
        return titles;
    }

    @Test
    void theCsvHoldsEveryValueToTheLastDigit() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("results.csv"), StandardCharsets.UTF_8);
        int values =
                MADE_UP.rows().stream().mapToInt(row -> row.values().size()).sum();
        assertThat(lines).hasSize(1 + values);
        Row row = MADE_UP.last("grpo", "2").orElseThrow();
        String mean = String.valueOf(row.value("qa exact").orElseThrow().mean());
        assertThat(lines).contains("grpo,GRPO,2,120,120 updates,qa exact,RETAINED,HIGHER,share," + mean + ",240,,");
    }

    @Test
    void theOtherFormatsHaveTheSameTables() throws IOException {
        String markdown = Files.readString(folder.resolve("results.md"), StandardCharsets.UTF_8);
        String latex = Files.readString(folder.resolve("results.tex"), StandardCharsets.UTF_8);
        String glance = rows("table-glance").stream()
                .map(row ->
                        row.getElementsByTagName("td").item(0).getFirstChild().getTextContent())
                .collect(Collectors.joining(" "));
        for (String number : glance.split(" ")) {
            assertThat(markdown).contains("| " + number + " ");
            assertThat(latex).contains("& " + number + " ");
        }
        assertThat(count(latex, "\\\\begin\\{longtable\\}"))
                .isEqualTo(count(latex, "\\\\end\\{longtable\\}"))
                .isPositive();
        for (String line :
                markdown.lines().filter(l -> l.startsWith("| measure")).toList()) {
            assertThat(line).endsWith(" |");
        }
    }

    private static int count(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    @Test
    void whatAReaderShouldKnowStandsAmongTheLimitsOnce() throws IOException {
        String note = MadeUp.experiment().header().notes().get(0);
        String markdown = Files.readString(folder.resolve("results.md"), StandardCharsets.UTF_8);
        assertThat(byId(page, "limits").getTextContent()).containsOnlyOnce(note);
        assertThat(markdown).containsOnlyOnce("- " + Markdown.escaped(note) + "\n");
    }

    @Test
    void theSameExperimentMakesTheSameBytes(@TempDir Path again) throws IOException {
        Report.of(List.of(MadeUp.experiment())).write(again);
        for (String name : List.of("report.html", "results.csv", "results.md", "results.tex")) {
            assertThat(again.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        }
    }

    @Test
    void theLabSaysWhatItCannotShowAndRealRunsDoNot() throws Exception {
        assertThat(byId(page, "limits").getTextContent()).contains(Limits.CAN, Limits.CANNOT);
        Report real = Report.of(List.of(Small.experiment()));
        Document other = parsed(new Page(real.runs(), real.merged()).html());
        assertThat(byId(other, "limits").getTextContent())
                .doesNotContain("The lab")
                .contains("One seed");
    }

    @Test
    void anExperimentWithoutRowsHasAReportThatSaysSo() throws Exception {
        Report none = Report.of(List.of(Small.experiment("none", Map.of(), List.of())));
        Document document = parsed(new Page(none.runs(), none.merged()).html());
        assertThat(byId(document, "gained").getTextContent()).contains("Nothing is measured yet.");
    }

    @Test
    void whatLearnsNothingIsInTheTablesAndInNoComparison() throws Exception {
        Experiment small = Small.experiment();
        List<Arm> arms = new ArrayList<>(small.arms());
        arms.add(new Arm("lucky", Arm.Kind.TRIVIAL, Optional.empty(), "Better than all in both."));
        List<Row> rows = new ArrayList<>(small.rows());
        rows.add(new Row(
                new Row.Key("lucky", Row.EVERY_SEED, 0),
                "no learning",
                OptionalDouble.empty(),
                new TreeMap<>(Map.of("skill", Small.two(.99, .001), "kept", Small.two(99, .1)))));
        Report report = Report.of(List.of(new Experiment(
                small.header(), small.axes(), small.measures(), arms, List.of(), Experiment.Appendix.none(), rows)));
        Document document = parsed(new Page(report.runs(), report.merged()).html());
        Element line = (Element) ((Element) byId(document, "table-glance")
                        .getElementsByTagName("tbody")
                        .item(0))
                .getElementsByTagName("tr")
                .item(1);
        assertThat(line.getTextContent()).startsWith("lucky" + "no learning" + "0.990");
        NodeList cells = line.getElementsByTagName("td");
        assertThat(cells.item(1).getTextContent()).isEqualTo(cells.item(3).getTextContent());
        all(document, "svg").forEach(svg -> assertThat(titles(svg)).noneMatch(title -> title.contains("lucky")));
        assertThat(byId(document, "equal").getTextContent()).doesNotContain("lucky");
        assertThat(document.getElementsByTagName("header").item(0).getTextContent())
                .contains("3 arms, 4 checkpoints");
    }

    @Test
    void failedGatesStandWhereTheVerdictWould() throws Exception {
        Report failed = Report.of(List.of(MadeUp.withFailedGate()));
        Element verdict = byId(parsed(new Page(failed.runs(), failed.merged()).html()), "verdict");
        assertThat(verdict.getTextContent())
                .contains("No verdict", "cold start: 0.710, asked for 0.200 to 0.600")
                .doesNotContain("shown:");
    }
}

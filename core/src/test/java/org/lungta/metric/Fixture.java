package org.lungta.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures of other programs (sacrebleu 2.6.0, NLTK 3.8, the official CMRC script), kept as JSON among the test resources. */
public final class Fixture {
    public static final Offset<Double> EXACTLY = Offset.offset(1e-9);

    private Fixture() {}

    public static JsonNode read(String name) {
        try (InputStream stream = Fixture.class.getResourceAsStream("/fixtures/metrics/" + name + ".json")) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> cases(String name) {
        return list(read(name));
    }

    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    public static List<String> strings(JsonNode array) {
        return list(array).stream().map(JsonNode::asString).toList();
    }

    public static List<Double> numbers(JsonNode array) {
        return list(array).stream().map(JsonNode::asDouble).toList();
    }

    /** The segments of a case: its {@code refs} hold for each reference stream one line for each hypothesis, as sacrebleu takes them. */
    static List<Segment> segments(JsonNode single) {
        List<String> hypotheses = strings(single.get("hyps"));
        List<List<String>> streams =
                list(single.get("refs")).stream().map(Fixture::strings).toList();
        return IntStream.range(0, hypotheses.size())
                .mapToObj(i -> new Segment(
                        hypotheses.get(i),
                        streams.stream().map(stream -> stream.get(i)).toList()))
                .toList();
    }

    /** A signature of sacrebleu's as ours must read: the same keys and values, another implementation. */
    static String ours(String signature) {
        return signature.replace("version:2.6.0", CorpusMetric.IMPLEMENTATION);
    }

    static Tokenization tokenization(String name) {
        return Map.of(
                        "13a", Tokenization.WMT_13A,
                        "zh", Tokenization.ZH,
                        "char", Tokenization.CHAR,
                        "none", Tokenization.NONE,
                        "intl", Tokenization.INTL)
                .get(name);
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A piece of a page. Whatever text it is given, a page of nodes is well-formed and holds no other elements than its own. */
sealed interface Node {
    void write(StringBuilder out);

    /** Text of anybody: escaped, and what no page may hold (control characters, halves of surrogate pairs) made visible. */
    record Text(String text) implements Node {
        @Override
        public void write(StringBuilder out) {
            escape(text, out);
        }
    }

    /** The style sheet, which is ours and not escaped. */
    record Style(String css) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("<style>\n").append(css).append("</style>\n");
        }
    }

    /** An element. */
    record Tag(String name, Map<String, String> attributes, List<Node> children) implements Node {
        private static final Set<String> VOID = Set.of("meta", "br", "hr");
        private static final Set<String> OWN_LINE = Set.of(
                "html",
                "head",
                "body",
                "header",
                "main",
                "section",
                "div",
                "figure",
                "table",
                "thead",
                "tbody",
                "tr",
                "svg",
                "h1",
                "h2",
                "h3",
                "p",
                "ul",
                "li",
                "meta",
                "title",
                "dl",
                "dt",
                "dd",
                "footer",
                "figcaption",
                "g");

        public Tag {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            children = List.copyOf(children);
        }

        Tag with(String attribute, Object value) {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(attribute, String.valueOf(value));
            return new Tag(name, more, children);
        }

        Tag add(Node... nodes) {
            return add(Arrays.asList(nodes));
        }

        Tag add(List<? extends Node> nodes) {
            List<Node> more = new ArrayList<>(children);
            more.addAll(nodes);
            return new Tag(name, attributes, more);
        }

        Tag add(String text) {
            return add(new Text(text));
        }

        @Override
        public void write(StringBuilder out) {
            out.append('<').append(name);
            attributes.forEach((key, value) -> {
                out.append(' ').append(key).append("=\"");
                escape(value, out);
                out.append('"');
            });
            if (VOID.contains(name)) {
                out.append("/>");
            } else {
                out.append('>');
                children.forEach(child -> child.write(out));
                out.append("</").append(name).append('>');
            }
            if (OWN_LINE.contains(name)) {
                out.append('\n');
            }
        }
    }

    static Tag tag(String name, Node... children) {
        return new Tag(name, Map.of(), Arrays.asList(children));
    }

    static Tag tag(String name, String text) {
        return tag(name, new Text(text));
    }

    /** With a class of the style sheet. */
    static Tag tag(String name, String style, List<? extends Node> children) {
        return new Tag(name, Map.of("class", style), List.copyOf(children));
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(shown(c));
            }
        });
    }

    private static int shown(int c) {
        boolean kept = c == '\n' || c == '\t';
        boolean unfit = Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !kept && (unfit || (c & 0xFFFE) == 0xFFFE) ? 0xFFFD : c;
    }
}

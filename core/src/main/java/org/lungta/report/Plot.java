package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A drawing of points in a plane, as SVG whose text is text; colour never alone says what a point is: its shape does, too. */
record Plot(String title, String across, String up, Size size, List<Series> series, List<Dot> front) {
    /** In units of the drawing, which the page scales. */
    record Size(int width, int height) {
        static final Size LARGE = new Size(440, 330);
        static final Size SMALL = new Size(330, 220);
    }

    /** A point and what it is. */
    record Dot(double x, double y, String title) {}

    /**
     * Points of one kind.
     *
     * @param look which colour and shape
     * @param start where the line comes from, which is another's point; empty where there is none
     * @param dots joined by lines in this order
     * @param faint lone points behind them, such as single seeds
     * @param marked whether the joined points are marked
     */
    record Series(Look look, Optional<Dot> start, List<Dot> dots, List<Dot> faint, boolean marked) {}

    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;

    private record Frame(Size size, Ticks x, Ticks y) {
        double across(double value) {
            return LEFT + x.share(value) * (size.width() - LEFT - RIGHT);
        }

        double up(double value) {
            return size.height() - BOTTOM - y.share(value) * (size.height() - TOP - BOTTOM);
        }
    }

    /** A figure: its title, the drawing, what to see in it. */
    Node figure(String caption) {
        Node.Tag figure = Node.tag("figure", Node.tag("p", "title", List.of(new Node.Text(title))), svg());
        return caption.isEmpty() ? figure : figure.add(Node.tag("figcaption", caption));
    }

    Node.Tag svg() {
        Frame frame = frame();
        List<Node> marks = new ArrayList<>(grid(frame));
        if (front.size() > 1) {
            marks.add(path(stairs(frame), "front"));
        }
        series.forEach(s -> marks.add(drawn(s, frame)));
        return Node.tag("svg")
                .with("viewBox", "0 0 " + size.width() + " " + size.height())
                .with("role", "img")
                .with("aria-label", title + (up.isEmpty() ? "" : ": " + up) + " against " + across)
                .add(marks);
    }

    private Frame frame() {
        List<Dot> all = series.stream()
                .flatMap(s -> Stream.concat(s.dots().stream(), s.faint().stream()))
                .toList();
        return new Frame(
                size,
                ticks(all.stream().mapToDouble(Dot::x)),
                ticks(all.stream().mapToDouble(Dot::y)));
    }

    private static Ticks ticks(DoubleStream values) {
        double[] all = values.toArray();
        return all.length == 0
                ? Ticks.of(0, 1)
                : Ticks.of(
                        DoubleStream.of(all).min().orElseThrow(),
                        DoubleStream.of(all).max().orElseThrow());
    }

    private List<Node> grid(Frame frame) {
        List<Node> marks = new ArrayList<>();
        int right = size.width() - RIGHT;
        int bottom = size.height() - BOTTOM;
        for (double value : frame.y().values()) {
            double y = frame.up(value);
            marks.add(line(LEFT, y, right, y, "grid"));
            marks.add(text(LEFT - 6, y + 4, "end", frame.y().label(value)));
        }
        marks.add(line(LEFT, bottom, right, bottom, "axis"));
        for (double value : frame.x().values()) {
            double x = frame.across(value);
            marks.add(line(x, bottom, x, bottom + 4, "axis"));
            marks.add(text(x, bottom + 17, "middle", frame.x().label(value)));
        }
        double middle = (LEFT + right) / 2.0;
        marks.add(text(middle, size.height() - 6, "middle", across).with("class", "name"));
        double half = (TOP + bottom) / 2.0;
        marks.add(text(13, half, "middle", up)
                .with("class", "name")
                .with("transform", "rotate(-90 13 " + number(half) + ")"));
        return marks;
    }

    private Node drawn(Series s, Frame frame) {
        List<Node> marks = new ArrayList<>();
        s.faint().forEach(dot -> marks.add(mark(s, dot, frame, true)));
        List<Dot> way = Stream.concat(s.start().stream(), s.dots().stream()).toList();
        if (way.size() > 1) {
            marks.add(
                    path(way.stream().map(dot -> at(frame, dot)).collect(Collectors.joining(" L ", "M ", "")), "line"));
        }
        if (s.marked() || s.dots().size() == 1) {
            s.dots().forEach(dot -> marks.add(mark(s, dot, frame, false)));
        }
        return Node.tag("g", s.look().style(), marks);
    }

    private static Node mark(Series s, Dot dot, Frame frame, boolean faint) {
        return s.look()
                .mark(frame.across(dot.x()), frame.up(dot.y()))
                .with("class", faint ? "mark faint" : "mark")
                .add(Node.tag("title", dot.title()));
    }

    /** What can be had without interpolation: up to a point's x, its y. */
    private String stairs(Frame frame) {
        StringBuilder path = new StringBuilder();
        for (Dot dot : front) {
            path.append(path.isEmpty() ? "M " : " V " + number(frame.up(dot.y())) + " L ")
                    .append(at(frame, dot));
        }
        return path.toString();
    }

    private static String at(Frame frame, Dot dot) {
        return number(frame.across(dot.x())) + " " + number(frame.up(dot.y()));
    }

    private static Node path(String d, String style) {
        return Node.tag("path").with("class", style).with("d", d);
    }

    private static Node line(double x1, double y1, double x2, double y2, String style) {
        return path("M %s %s L %s %s".formatted(number(x1), number(y1), number(x2), number(y2)), style);
    }

    private static Node.Tag text(double x, double y, String anchor, String words) {
        return Node.tag("text", words).with("x", number(x)).with("y", number(y)).with("text-anchor", anchor);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

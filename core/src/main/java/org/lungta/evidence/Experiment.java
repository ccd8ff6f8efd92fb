package org.lungta.evidence;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that an experiment measured: the value that reports are made from. Arms and claims stand in it before the first row does, so a
 * half-done experiment is one too.
 */
public record Experiment(
        Header header,
        Axes axes,
        List<Measure> measures,
        List<Arm> arms,
        List<Declared> claims,
        Appendix appendix,
        List<Row> rows) {
    /** What is neither a row nor declared beforehand. */
    public record Appendix(
            List<Gate> gates,
            List<Figure> figures,
            List<Quoted> quoted,
            List<Training> training,
            List<Sample> samples) {
        public Appendix {
            gates = List.copyOf(gates);
            figures = List.copyOf(figures);
            quoted = List.copyOf(quoted);
            training = List.copyOf(training);
            samples = List.copyOf(samples);
        }

        public static Appendix none() {
            return new Appendix(List.of(), List.of(), List.of(), List.of(), List.of());
        }
    }

    public Experiment {
        measures = List.copyOf(measures);
        arms = List.copyOf(arms);
        claims = List.copyOf(claims);
        rows = rows.stream().sorted(Comparator.comparing(Row::key, order(arms))).toList();
        Set<String> known = unique("measure", measures, Measure::name);
        Set<String> trained = unique("arm", arms, Arm::name);
        unique("row", rows, Row::key);
        axes.all().forEach(name -> known("an axis", "measure", name, known));
        arms.forEach(arm -> arm.from().ifPresent(from -> known("arm " + arm.name(), "arm", from, trained)));
        claims.forEach(claim -> {
            known("the claim " + claim.name(), "measure", claim.measure(), known);
            known("the claim " + claim.name(), "arm", claim.arm(), trained);
            known("the claim " + claim.name(), "arm", claim.against(), trained);
        });
        for (Arm arm : arms) {
            require(
                    arm.kind() != Arm.Kind.TRIVIAL || claims.stream().noneMatch(claim -> claim.isAbout(arm.name())),
                    "a claim is about the arm \"%s\", which learns nothing: name one that does",
                    arm.name());
        }
        rows.forEach(row -> {
            known("a row", "arm", row.key().arm(), trained);
            row.values().keySet().forEach(name -> known("row " + row.key(), "measure", name, known));
        });
        appendix.training().forEach(update -> known("an update", "arm", update.arm(), trained));
        appendix.samples()
                .forEach(sample -> sample.outputs()
                        .forEach(output -> known(
                                "sample " + sample.id(), "arm", output.row().arm(), trained)));
        appendix.quoted().forEach(quoted -> known("a quotation", "measure", quoted.measure(), known));
    }

    private static <T, K> Set<K> unique(String what, Collection<T> all, Function<T, K> key) {
        Set<K> seen = new HashSet<>();
        all.forEach(one -> require(seen.add(key.apply(one)), "the %s %s is there twice", what, key.apply(one)));
        return seen;
    }

    private static void known(String where, String what, String name, Set<String> all) {
        require(all.contains(name), "%s names the %s \"%s\"; there are %s", where, what, name, new TreeSet<>(all));
    }

    private static Comparator<Row.Key> order(List<Arm> arms) {
        List<String> names = arms.stream()
                .sorted(Comparator.comparing(Arm::kind))
                .map(Arm::name)
                .toList();
        return Comparator.comparingInt((Row.Key key) -> names.indexOf(key.arm()))
                .thenComparingInt(Row.Key::step)
                .thenComparing(Row.Key::seed);
    }

    /** The same with more rows. */
    public Experiment with(List<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more);
        return new Experiment(header, axes, measures, arms, claims, appendix, all);
    }

    /** The same with other appendix. */
    public Experiment with(Appendix others) {
        return new Experiment(header, axes, measures, arms, claims, others, rows);
    }

    /** The same with more for its reader to know. */
    public Experiment noting(List<String> more) {
        return new Experiment(header.noting(more), axes, measures, arms, claims, appendix, rows);
    }

    public Measure measure(String name) {
        return measures.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public Arm arm(String name) {
        return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElseThrow();
    }

    /** The seeds that rows have, but the one of rows that all share. */
    public Set<String> seeds() {
        return rows.stream()
                .map(row -> row.key().seed())
                .filter(seed -> !seed.equals(Row.EVERY_SEED))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The checkpoints of an arm for a seed, shared ones included, in the order of training. */
    public List<Row> checkpoints(String arm, String seed) {
        return rows.stream()
                .filter(row -> row.key().arm().equals(arm))
                .filter(row -> row.key().seed().equals(seed) || row.key().seed().equals(Row.EVERY_SEED))
                .toList();
    }

    /** The last checkpoint of an arm for a seed. */
    public Optional<Row> last(String arm, String seed) {
        List<Row> all = checkpoints(arm, seed);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}

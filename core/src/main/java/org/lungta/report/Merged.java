package org.lungta.report;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;

/**
 * Several runs as one experiment. Runs with equal settings and other seeds are repetitions: their rows stand in the same arms. Any other
 * run keeps its arms apart, under its name, but for those that it measured with the same values: a base model is one.
 */
final class Merged {
    private Merged() {}

    /** The runs, each with a name of its own. */
    static List<Experiment> named(List<Experiment> runs) {
        Set<String> taken = new HashSet<>();
        List<Experiment> named = new ArrayList<>();
        for (Experiment run : runs) {
            String name = run.header().name();
            for (int k = 2; !taken.add(name); k++) {
                name = run.header().name() + " #" + k;
            }
            named.add(renamed(run, name));
        }
        return named;
    }

    private static Experiment renamed(Experiment e, String name) {
        Header h = e.header();
        Header header = new Header(
                name, h.sentence(), h.ground(), h.origin(), h.settings(), h.versions(), h.machine(), h.notes());
        return new Experiment(header, e.axes(), e.measures(), e.arms(), e.claims(), e.appendix(), e.rows());
    }

    static Experiment of(List<Experiment> runs) {
        List<Experiment> prepared = repetitions(runs) ? ownSeeds(runs) : runs;
        Experiment merged = prepared.get(0);
        for (Experiment run : prepared.subList(1, prepared.size())) {
            merged = joined(merged, run);
        }
        return merged;
    }

    /** Whether each run is of one seed, all of different ones, with equal settings. */
    private static boolean repetitions(List<Experiment> runs) {
        Set<String> seeds = runs.stream().flatMap(run -> run.seeds().stream()).collect(Collectors.toSet());
        return runs.size() > 1
                && runs.stream().allMatch(run -> run.seeds().size() == 1 && alike(run, runs.get(0)))
                && seeds.size() == runs.size();
    }

    private static boolean alike(Experiment a, Experiment b) {
        return a.header().settings().equals(b.header().settings());
    }

    /** What a run says of every seed, and another run otherwise, it says of its own seed. */
    private static List<Experiment> ownSeeds(List<Experiment> runs) {
        Map<Row.Key, Set<Map<?, ?>>> said = new HashMap<>();
        runs.forEach(run -> run.rows()
                .forEach(row ->
                        said.computeIfAbsent(row.key(), key -> new HashSet<>()).add(row.values())));
        return runs.stream()
                .map(run -> {
                    String seed = run.seeds().iterator().next();
                    Renaming names = new Renaming(
                            Map.of(),
                            key -> key.seed().equals(Row.EVERY_SEED)
                                            && said.getOrDefault(key, Set.of()).size() > 1
                                    ? new Row.Key(key.arm(), seed, key.step())
                                    : key);
                    return names.of(run);
                })
                .toList();
    }

    private static Experiment joined(Experiment all, Experiment run) {
        require(
                all.axes().equals(run.axes()),
                "%s leads with %s, %s with %s: report them apart",
                all.header().name(),
                all.axes(),
                run.header().name(),
                run.axes());
        Experiment named = new Renaming(apart(all, run), key -> key).of(run);
        return new Experiment(
                header(all.header(), named.header()),
                all.axes(),
                measures(all, named),
                union(all.arms(), named.arms()),
                union(all.claims(), named.claims()),
                new Experiment.Appendix(
                        union(all.appendix().gates(), named.appendix().gates()),
                        union(all.appendix().figures(), named.appendix().figures()),
                        union(all.appendix().quoted(), named.appendix().quoted()),
                        union(all.appendix().training(), named.appendix().training()),
                        Renaming.samples(
                                all.appendix().samples(), named.appendix().samples())),
                rows(all, named));
    }

    private static Header header(Header a, Header b) {
        Header.Ground ground = a.ground() == b.ground() ? a.ground() : Header.Ground.LAB;
        return new Header(
                a.name() + ", " + b.name(),
                a.sentence().equals(b.sentence()) ? a.sentence() : (a.sentence() + " " + b.sentence()).strip(),
                ground,
                a.origin(),
                a.settings(),
                a.versions(),
                a.machine(),
                union(a.notes(), b.notes()));
    }

    private static List<Measure> measures(Experiment all, Experiment run) {
        Map<String, Measure> known = new LinkedHashMap<>();
        all.measures().forEach(measure -> known.put(measure.name(), measure));
        for (Measure measure : run.measures()) {
            Measure before = known.putIfAbsent(measure.name(), measure);
            require(
                    before == null || before.equals(measure),
                    "\"%s\" is one thing in %s and another in %s: report them apart",
                    measure.name(),
                    all.header().name(),
                    run.header().name());
        }
        return List.copyOf(known.values());
    }

    /** The arms of a run that must stand apart, with their new names; what starts from such an arm is one, too. */
    private static Map<String, String> apart(Experiment all, Experiment run) {
        Map<String, String> names = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Arm arm : run.arms()) {
                boolean moved = arm.from().map(names::containsKey).orElse(false);
                if (!names.containsKey(arm.name()) && (moved || differs(all, run, arm))) {
                    names.put(arm.name(), arm.name() + " (" + run.header().name() + ")");
                    more = true;
                }
            }
        }
        return names;
    }

    private static boolean differs(Experiment all, Experiment run, Arm arm) {
        Optional<Arm> before =
                all.arms().stream().filter(a -> a.name().equals(arm.name())).findFirst();
        if (before.isEmpty()) {
            return false;
        }
        Map<Row.Key, Row> known = all.rows().stream().collect(Collectors.toMap(Row::key, row -> row));
        boolean same = run.rows().stream()
                .filter(row -> row.key().arm().equals(arm.name()))
                .allMatch(row -> known.containsKey(row.key())
                        ? known.get(row.key()).values().equals(row.values())
                        : alike(all, run));
        return !same || !before.get().equals(arm);
    }

    private static List<Row> rows(Experiment all, Experiment run) {
        Set<Row.Key> known = all.rows().stream().map(Row::key).collect(Collectors.toSet());
        List<Row> rows = new ArrayList<>(all.rows());
        run.rows().stream().filter(row -> !known.contains(row.key())).forEach(rows::add);
        return rows;
    }

    private static <T> List<T> union(List<T> a, List<T> b) {
        List<T> all = new ArrayList<>(a);
        b.stream().filter(one -> !a.contains(one)).forEach(all::add);
        return all;
    }
}

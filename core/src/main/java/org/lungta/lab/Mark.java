package org.lungta.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A suffix or particle and its allomorphs, by the class of the ending before it. */
record Mark(String name, Map<String, List<Form>> byEnd) {
    /**
     * One allomorph.
     *
     * @param cuts whether it takes away the last letter before it
     */
    record Form(String text, boolean cuts) {
        static Form of(String written, String separator) {
            boolean cuts = written.startsWith("<");
            return new Form((cuts ? written.substring(1) : written).replace("_", separator), cuts);
        }
    }

    static Mark of(String name, Map<String, List<String>> byEnds, String separator) {
        Map<String, List<Form>> byEnd = new LinkedHashMap<>();
        byEnds.forEach((ends, written) -> {
            for (String end : ends.split(" ")) {
                byEnd.put(
                        end,
                        written.stream().map(form -> Form.of(form, separator)).toList());
            }
        });
        return new Mark(name, byEnd);
    }

    /** The allomorphs that may stand after an ending of this class, none where the mark cannot stand. */
    List<Form> after(String end) {
        return byEnd.getOrDefault(end, byEnd.getOrDefault(Ends.OTHER, List.of()));
    }

    /** Every allomorph, once. */
    List<Form> all() {
        List<Form> all = new ArrayList<>();
        byEnd.values().forEach(all::addAll);
        return all.stream().distinct().toList();
    }
}

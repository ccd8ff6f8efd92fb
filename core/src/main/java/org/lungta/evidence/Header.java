package org.lungta.evidence;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was run, on what, with what.
 *
 * @param name short, such as {@code tax bo-zh}
 * @param sentence what the experiment asks
 * @param ground whether it is the lab's world or real language
 * @param origin where model and data are from
 * @param settings that decide the numbers, seeds excepted: two runs with equal ones are repetitions of each other
 * @param versions of Lungta and its libraries, hashes of models and data
 * @param machine processor, threads, arithmetic
 * @param notes what went wrong, what a reader should know
 */
public record Header(
        String name,
        String sentence,
        Ground ground,
        Origin origin,
        Map<String, String> settings,
        Map<String, String> versions,
        Map<String, String> machine,
        List<String> notes) {
    /** Where an experiment stands. */
    public enum Ground {
        /** The made-up world whose truth is exact: a report says what it can and cannot support. */
        LAB,
        REAL
    }

    /**
     * Model and data by public names, as a model card gives them.
     *
     * @param model the base model, such as {@code Qwen/Qwen2.5-0.5B-Instruct}; a local folder's name where it has no other
     * @param license of the adapter, an SPDX name in lower case; empty where nobody has said
     * @param languages ISO 639-1 codes, such as bo and zh
     * @param data names of data sets
     */
    public record Origin(String model, String license, List<String> languages, List<String> data) {
        public Origin {
            languages = List.copyOf(languages);
            data = List.copyOf(data);
        }
    }

    public Header {
        require(!name.isBlank(), "an experiment has no name");
        settings = ordered(settings);
        versions = ordered(versions);
        machine = ordered(machine);
        notes = List.copyOf(notes);
    }

    /** The same with more notes. */
    public Header noting(List<String> more) {
        return new Header(
                name,
                sentence,
                ground,
                origin,
                settings,
                versions,
                machine,
                Stream.concat(notes.stream(), more.stream()).toList());
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}

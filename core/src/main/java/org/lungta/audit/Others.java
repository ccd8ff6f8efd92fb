package org.lungta.audit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.lungta.metric.MixedTokens;

/**
 * What cheating with one prompt may borrow from the other prompts.
 *
 * @param longest how many words an output may have
 */
record Others(List<Subject> subjects, String generic, int longest) {
    static Others of(List<Subject> subjects, int longest) {
        Map<String, Integer> frequency = new HashMap<>();
        subjects.forEach(s -> new HashSet<>(MixedTokens.words(s.prompt().reference()))
                .forEach(word -> frequency.merge(word, 1, Integer::sum)));
        String generic = subjects.stream()
                .map(s -> s.prompt().reference())
                .max(Comparator.comparingDouble(reference -> MixedTokens.words(reference).stream()
                        .mapToInt(frequency::get)
                        .average()
                        .orElse(0)))
                .orElseThrow();
        return new Others(subjects, generic, longest);
    }

    /** The next prompt's reference that is another text; its own where all are the same. */
    String after(Subject subject) {
        int at = subjects.indexOf(subject);
        for (int i = 1; i < subjects.size(); i++) {
            String reference = subjects.get((at + i) % subjects.size()).prompt().reference();
            if (!reference.equals(subject.prompt().reference())) {
                return reference;
            }
        }
        return subject.prompt().reference();
    }
}

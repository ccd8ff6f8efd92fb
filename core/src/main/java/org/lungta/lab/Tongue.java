package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A language of the lab: its words, endings, marks and rules. */
final class Tongue {
    static final String SENTENCE = "sentence";
    static final String HEADLINE = "headline";

    private final LanguageFile file;
    private final Ends ends;
    private final Lexicon lexicon;
    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private final Map<String, Rule> rules;
    private final Set<String> cutting = new TreeSet<>();
    private final Map<String, Map<Integer, List<Word>>> byFirst = new HashMap<>();

    private Tongue(LanguageFile file) {
        this.file = file;
        ends = Ends.of(file.ends());
        lexicon = new Lexicon(file, ends);
        file.marks().forEach((name, byEnds) -> marks.put(name, Mark.of(name, byEnds, file.separator())));
        rules = Grammar.rules(file.rules(), marks);
        marks.values()
                .forEach(mark -> mark.byEnd().forEach((end, forms) -> {
                    if (forms.stream().anyMatch(Mark.Form::cuts)) {
                        cutting.add(end);
                    }
                }));
    }

    /** The language whose file lies in {@code lab/<code>}. */
    static Tongue of(String code) {
        require(code.matches("[a-z]+"), "\"%s\" is no code of a language: write letters, such as bo", code);
        return new Tongue(Resources.read(code + "/language.yaml", LanguageFile.class));
    }

    String code() {
        return file.language();
    }

    String separator() {
        return file.separator();
    }

    String betweenSentences() {
        return file.betweenSentences();
    }

    Ends ends() {
        return ends;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    /** The classes of words that some mark takes the last letter from. */
    Set<String> cutting() {
        return cutting;
    }

    Mark mark(String name) {
        return marks.get(name);
    }

    Optional<Rule> find(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    Rule rule(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "lab/" + code() + "/language.yaml has no rule " + name + ": add one"));
    }

    /** The words of a table that begin with this letter, whole or cut. */
    List<Word> candidates(String table, int first) {
        return byFirst.computeIfAbsent(table, this::index).getOrDefault(first, List.of());
    }

    /** Refuses a world that the language has not all the words for. */
    Tongue checked(World world) {
        Set<String> missing = lexicon.missing(world);
        require(
                missing.isEmpty(),
                "lab/%s/language.yaml lacks %d words of this world, %s: add them or choose an easier difficulty",
                code(),
                missing.size(),
                missing);
        return this;
    }

    private Map<Integer, List<Word>> index(String table) {
        Map<Integer, List<Word>> index = new HashMap<>();
        lexicon.words(table)
                .values()
                .forEach(forms -> forms.forEach(
                        word -> index.computeIfAbsent(word.text().codePointAt(0), key -> new ArrayList<>())
                                .add(word)));
        return index;
    }
}

package org.lungta.extension;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.checkpoint.ModelCopy;
import org.lungta.corpus.Seen;
import org.lungta.lexicon.Entry;
import org.lungta.lexicon.Lexicon;
import org.lungta.text.ModelRows;
import org.lungta.text.NewWords;
import org.lungta.text.TokenNames;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model, decoder or encoder, with tokens for the units of a lexicon. Old ids never move: new tokens come behind the highest id
 * in use, into rows that are spare and then into rows that are added. Before the folder appears, the new tokenizer is held against
 * the old one token by token.
 *
 * @param model a Hugging Face or sentence-transformers folder
 * @param seen the texts that the lexicon was made of, where that is known; the folder says so then
 */
public record Extension(Path model, Lexicon lexicon, Optional<Seen> seen, Start start, Lengths lengths, long seed) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONFIG = "tokenizer_config.json";
    private static final String HEAD = "lm_head.weight";
    private static final List<String> EMBEDDINGS =
            List.of("model.embed_tokens.weight", "embeddings.word_embeddings.weight");

    /** Of a lexicon that does not say what it was made of. */
    public Extension(Path model, Lexicon lexicon, Start start, Lengths lengths, long seed) {
        this(model, lexicon, Optional.empty(), start, lengths, seed);
    }

    /** Whether new rows keep the length that the mean gives them, or get the mean length of the old rows. */
    public enum Lengths {
        AS_THEY_COME,
        MATCHED
    }

    /**
     * What was made.
     *
     * @param existing spellings that were tokens already, and stay what they were
     * @param spare of the new tokens, those that took a row without a token
     */
    public record Report(int tokens, List<String> existing, int first, int spare, int rows) {}

    /** Writes the extended model to a folder that does not exist yet. */
    public Report write(Path output) {
        require(
                NewWords.in(model).isEmpty(),
                "%s has been given new words before: extend the model that it was made from, with one lexicon for all",
                model);
        try (Tokenizer old = Tokenizer.load(model)) {
            List<String> existing = new ArrayList<>();
            List<NewToken> tokens = tokens(old, existing);
            require(!tokens.isEmpty(), "%s has a token for every unit of the lexicon already: nothing is new", model);
            int first = old.size();
            int before = ModelRows.count(model);
            int rows = Math.max(before, first + tokens.size());
            Map<String, String> files = files(tokens, first, rows);
            ModelCopy copy = ModelCopy.of(model)
                    .writing(files)
                    .changing(changes(new NewRows(tokens, first, rows, lengths, seed)));
            new Proof(model, old, first).hold(files.get("tokenizer.json"), tokens);
            copy.write(output);
            return new Report(tokens.size(), existing, first, Math.min(tokens.size(), before - first), rows);
        }
    }

    private List<NewToken> tokens(Tokenizer old, List<String> existing) {
        lexicon.origin()
                .tokenizer()
                .ifPresent(fingerprint -> require(
                        fingerprint.equals(old.fingerprint()),
                        "the lexicon was built for another tokenizer than %s: build it with --model %s",
                        model,
                        model));
        TokenNames names = old.names();
        List<NewToken> tokens = new ArrayList<>();
        for (Entry entry : lexicon.entries()) {
            List<String> forms = lexicon.inventory().units().forms(entry.unit());
            for (String form : forms) {
                if (isToken(form, forms, old, names)) {
                    existing.add(form);
                } else {
                    refuseClash(form, old.controlTokens());
                    tokens.add(new NewToken(form, start.meaning(form, entry, old, names)));
                }
            }
        }
        tokens.addAll(new Letters(old, lexicon.origin().from().scripts()).beside(tokens));
        return tokens;
    }

    /**
     * Whether the text is a token already: it stands in the vocabulary, or one token spells it. A vocabulary that opens words with a
     * mark has tokens that do so at the beginning of a word alone; they are enough where they spell every form of the unit.
     */
    private static boolean isToken(String form, List<String> forms, Tokenizer old, TokenNames names) {
        Tokens tokens = old.encode(form);
        return old.has(form)
                || isOne(tokens, old)
                        && (names.name(tokens.at(0)).equals(form)
                                || forms.stream().allMatch(other -> isOne(old.encode(other), old)));
    }

    private static boolean isOne(Tokens tokens, Tokenizer old) {
        return tokens.length() == 1 && old.unknownTokens(tokens) == 0;
    }

    /** A token that shares its end with a control token's beginning, or holds one, would be found in its place. */
    private void refuseClash(String text, Set<String> control) {
        for (String token : control) {
            boolean clash = text.contains(token) || token.contains(text);
            for (int n = 1; n < Math.min(text.length(), token.length()) && !clash; n++) {
                clash = token.startsWith(text.substring(text.length() - n));
            }
            if (clash && !token.isBlank()) {
                throw refuse(
                        "the unit \"%s\" would eat the control token \"%s\" of %s: take it out of the lexicon",
                        text, token, model);
            }
        }
    }

    private Map<String, ModelCopy.Change> changes(NewRows rows) {
        Set<String> stored = org.lungta.checkpoint.TensorFolder.open(model).names();
        Map<String, ModelCopy.Change> changes = new LinkedHashMap<>();
        EMBEDDINGS.stream().filter(stored::contains).forEach(name -> changes.put(name, rows));
        require(!changes.isEmpty(), "%s has none of the embeddings %s: it cannot be extended", model, EMBEDDINGS);
        if (stored.contains(HEAD)) {
            changes.put(HEAD, rows);
        }
        return changes;
    }

    private Map<String, String> files(List<NewToken> tokens, int first, int rows) {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> texts = tokens.stream().map(NewToken::text).toList();
        files.put("tokenizer.json", TokenizerFile.with(json("tokenizer.json"), texts, first));
        if (Files.isRegularFile(model.resolve(CONFIG))) {
            files.put(CONFIG, TokenizerFile.configWith(json(CONFIG), texts, first));
        }
        ObjectNode config = json("config.json").asObject();
        config.put("vocab_size", rows);
        files.put("config.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
        ObjectNode words = JSON.createObjectNode();
        words.put("first", first);
        words.put("count", tokens.size());
        words.put("start", start.name());
        words.put("lengths", lengths.name());
        Seen.in(model)
                .map(of -> seen.map(of::and).orElse(of))
                .or(() -> seen)
                .ifPresent(all -> files.put(Seen.FILE, all.lines()));
        words.set("lexicon", JSON.valueToTree(lexicon.origin().built()));
        files.put(NewWords.FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(words) + "\n");
        return files;
    }

    private JsonNode json(String name) {
        return JSON.readTree(model.resolve(name));
    }
}

package org.lungta.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Documents and their headlines: {@code {id, document, headline, split, fact, facts}}, the fact being the headline's. */
final class DocumentsOf {
    private final Scene scene;
    private final Realiser realiser;
    private final Headlines headlines;
    private final Passages passages;

    DocumentsOf(Scene scene, Realiser realiser) {
        this.scene = scene;
        this.realiser = realiser;
        headlines = new Headlines(scene.world());
        passages = new Passages(scene.world(), scene.pools());
    }

    /** Adds documents whose facts are all of one pool. */
    void add(Lines lines, Pool pool, Range length, int count, String split) {
        int found = 0;
        for (int i = 0; found < count; i++) {
            String purpose = "document " + realiser.tongue().code() + " " + split;
            Choice choice = scene.choice(purpose, i);
            Passage passage = passages.draw(pool, length, choice);
            Optional<Fact> main = headlines.main(passage);
            if (main.isPresent()) {
                lines.add(line(passage, main.get(), split, found++, choice));
            }
        }
    }

    private Map<String, Object> line(Passage passage, Fact main, String split, int index, Choice choice) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", "headline-" + realiser.tongue().code() + "-" + split + "-" + index);
        line.put("document", Told.tell(realiser, passage, choice).text());
        line.put("headline", realiser.headline(main, choice));
        line.put("split", split);
        line.put("fact", main.key());
        line.put("facts", passage.keys());
        return line;
    }
}

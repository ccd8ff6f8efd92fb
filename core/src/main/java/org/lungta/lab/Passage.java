package org.lungta.lab;

import java.util.List;

/** Facts told one after the other. */
record Passage(List<Fact> facts) {
    Passage {
        facts = List.copyOf(facts);
    }

    List<String> keys() {
        return facts.stream().map(Fact::key).toList();
    }
}

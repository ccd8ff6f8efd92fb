package org.lungta.run;

import org.lungta.model.PromptGroup;

/** Shows what is trained on: the first example, with the tokens that carry loss set apart. */
final class Preview {
    private static final String GREEN = "\u001b[32m";
    private static final String GREY = "\u001b[90m";
    private static final String PLAIN = "\u001b[0m";

    private Preview() {}

    static void show(Workbench bench, PromptGroup lesson) {
        boolean colour = System.console() != null && System.getenv("NO_COLOR") == null;
        String prompt = bench.tokenizer.decode(lesson.prompt());
        String target = bench.tokenizer.decode(lesson.tails().get(0));
        bench.console.say(
                "first example: %s%s%s\n  learns (%d tokens, end of turn included): %s%s%s",
                colour ? GREY : "",
                prompt.strip(),
                colour ? PLAIN : "",
                lesson.tailTokens(),
                colour ? GREEN : "",
                target,
                colour ? PLAIN : "");
    }
}

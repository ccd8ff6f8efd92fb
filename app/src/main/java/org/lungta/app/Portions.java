package org.lungta.app;

import static org.lungta.check.Check.refuse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungta.corpus.Portion;

/** Portions as a command line writes them: a share, or from one place to another. */
final class Portions {
    private static final String NUMBER = "([0-9]+(?:\\.[0-9]+)?)";
    private static final Pattern SHARE = Pattern.compile("(?:" + NUMBER + "\\.\\.)?" + NUMBER);

    private Portions() {}

    static Portion parse(String text) {
        Matcher found = SHARE.matcher(text.strip());
        if (!found.matches()) {
            throw refuse("--portion is \"%s\": write a share such as 0.3333, or 0.3333..1", text);
        }
        double from = found.group(1) == null ? 0 : Double.parseDouble(found.group(1));
        return new Portion(from, Double.parseDouble(found.group(2)) - from);
    }
}

package org.lungta.run;

import org.lungta.checkpoint.ContentHash;

/** Hashes that stand for the inputs of a stage: settings, the contents of files and folders, and the stages before. */
final class Keys {
    private static final int LENGTH = 24;

    private Keys() {}

    static String of(Object... parts) {
        StringBuilder all = new StringBuilder();
        for (Object part : parts) {
            all.append(part).append('\0');
        }
        return ContentHash.ofText(all.toString()).substring(0, LENGTH);
    }
}

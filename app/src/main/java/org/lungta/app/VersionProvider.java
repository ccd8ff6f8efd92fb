package org.lungta.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: Lungta's version, as its jar names it, and Java's. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {
            "lungta " + version, "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}

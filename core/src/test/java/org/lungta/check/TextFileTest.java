package org.lungta.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void linesEndAsOnAnySystem() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "བོད\r\n中文\n\nend");
        assertThat(TextFile.lines(file)).containsExactly("བོད", "中文", "", "end");
    }

    @Test
    void whatIsNoTextIsRefusedByName() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> TextFile.lines(latin))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(latin + " is not UTF-8");
        Path absent = folder.resolve("absent.txt");
        assertThatThrownBy(() -> TextFile.read(absent))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(absent + " cannot be read");
    }
}

package dev.grader.cli.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that somebody wrote with an editor. */
public final class TextFile {
    private TextFile() {}

    /**
     * All of it.
     *
     * @throws IllegalArgumentException when there is no such file, or it is no text: what the operating system says of that
     *     names the file alone, or nothing
     */
    public static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + ".");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException(file + " is no text in UTF-8. Save it as UTF-8.", notText);
        }
    }
}

package dev.grader.cli.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A file that is submitted by itself: it is put at the top of a zip of its own. */
public final class SingleFile {
    private static final Set<String> ENDINGS =
            Set.of("ipynb", "py", "java", "pdf", "md", "txt", "csv", "npz", "pt", "pth", "safetensors");

    private SingleFile() {}

    /** Whether a file is of a kind that students submit; a zip is not, nor an archive of another format. */
    public static boolean isOne(Path file) {
        String name = String.valueOf(file.getFileName());
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** The folder that an absolute path is in. */
    public static Path folder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " is no file.");
        }
        return folder;
    }

    /** The file alone. */
    public static FileSelection selection(Path file) {
        return new FileSelection(List.of(folder(file).relativize(file)), List.of());
    }
}

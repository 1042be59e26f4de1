package dev.grader.cli.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips files so that the same files always make the same bytes: the digest is what a grade is known by. */
public final class FolderZip {
    /** The oldest moment that a zip can hold. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FolderZip() {}

    /** Writes the selected files of a folder. */
    public static void write(Path folder, FileSelection selection, Path zip) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream output = new ZipOutputStream(file)) {
            for (Path path : selection.included()) {
                ZipEntry entry = new ZipEntry(FileSelection.name(path));
                entry.setTimeLocal(ALWAYS);
                output.putNextEntry(entry);
                Files.copy(folder.resolve(path), output);
                output.closeEntry();
            }
        }
    }
}

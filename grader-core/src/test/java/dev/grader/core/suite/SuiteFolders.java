package dev.grader.core.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Suites on disk as zips, for tests. */
final class SuiteFolders {
    /** Surefire runs in the module's folder. */
    static final Path LENET = Path.of("..", "test-fixtures", "assignments", "lenet-digits");

    private SuiteFolders() {}

    static Map<String, byte[]> files(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> regular = paths.filter(Files::isRegularFile).toList();
            for (Path path : regular) {
                files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
            return files;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    static Path zip(Map<String, byte[]> files, Path target) throws IOException {
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                output.putNextEntry(new ZipEntry(file.getKey()));
                output.write(file.getValue());
                output.closeEntry();
            }
        }
        return target;
    }
}

package dev.grader.cli.archive;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files of a folder go into a zip. Left out are hidden files, caches of Python, links, and what a file {@code
 * .graderignore} at the root of the folder names, a glob a line: one without a slash counts at every depth.
 *
 * @param included paths inside the folder, sorted
 * @param leftOut with a slash at the end of a folder; sorted
 */
public record FileSelection(List<Path> included, List<String> leftOut) {
    private static final String IGNORE_FILE = ".graderignore";
    private static final List<String> ALWAYS = List.of(".*", "__pycache__", "*.pyc");

    public FileSelection {
        included = List.copyOf(included);
        leftOut = List.copyOf(leftOut);
    }

    /** Looks through a folder. */
    public static FileSelection of(Path folder) throws IOException {
        List<PathMatcher> ignored = ignored(folder);
        List<Path> included = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                Path path = folder.relativize(directory);
                if (!directory.equals(folder) && matches(ignored, path)) {
                    leftOut.add(name(path) + "/");
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path path = folder.relativize(file);
                if (!attributes.isRegularFile() || matches(ignored, path)) {
                    leftOut.add(name(path));
                } else {
                    included.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        included.sort((one, other) -> name(one).compareTo(name(other)));
        leftOut.sort(null);
        return new FileSelection(included, leftOut);
    }

    private static boolean matches(List<PathMatcher> ignored, Path path) {
        return ignored.stream().anyMatch(matcher -> matcher.matches(path) || matcher.matches(path.getFileName()));
    }

    private static List<PathMatcher> ignored(Path folder) throws IOException {
        Path file = folder.resolve(IGNORE_FILE);
        List<String> own = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return Stream.concat(ALWAYS.stream(), own.stream())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.endsWith("/") ? line.substring(0, line.length() - 1) : line)
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
                .toList();
    }

    /** A path as it is named in a zip. */
    static String name(Path path) {
        return path.toString().replace('\\', '/');
    }
}

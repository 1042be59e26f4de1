package dev.grader.cli.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a new suite can begin with: one of the templates that come with the program, or an assignment of the gallery. */
public final class SuiteTemplates {
    private static final String SCHEMA = "suite-1.schema.json";
    private static final String HIDDEN = ".";
    private static final String IGNORE = ".graderignore";

    private SuiteTemplates() {}

    /** The templates, by the kind of test that they show. */
    public enum Kind {
        FUNCTION,
        GRADIENT,
        TRAIN;

        String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies a template into an empty folder. */
    public static void copy(Kind kind, Path target) throws IOException {
        String root = "/suite-templates/" + kind.folder() + "/";
        String index = new String(resource(root + "files"), StandardCharsets.UTF_8);
        for (String file : index.lines().toList()) {
            Path path = target.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, resource(root + file));
        }
    }

    /** Copies a folder with a suite into an empty one, without hidden files but {@code .graderignore}. */
    static void copy(Path source, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile)
                    .map(source::relativize)
                    .filter(path -> isShown(path))
                    .toList();
        }
        for (Path file : files) {
            Path path = target.resolve(file.toString());
            Files.createDirectories(path.getParent());
            Files.copy(source.resolve(file), path);
        }
    }

    /** Puts the schema beside the suite, for editors; it is not sent with the suite. */
    static void addSchema(Path target) throws IOException {
        Files.write(target.resolve(SCHEMA), resource("/schema/" + SCHEMA));
        Path ignore = target.resolve(IGNORE);
        String text = Files.exists(ignore) ? Files.readString(ignore) : "";
        Files.writeString(ignore, text + SCHEMA + "\n");
    }

    private static boolean isShown(Path path) {
        for (Path part : path) {
            if ((part.toString().startsWith(HIDDEN) && !part.toString().equals(IGNORE))
                    || part.toString().equals("__pycache__")) {
                return false;
            }
        }
        return true;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = SuiteTemplates.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the program lacks its own file " + name);
            }
            return stream.readAllBytes();
        }
    }
}

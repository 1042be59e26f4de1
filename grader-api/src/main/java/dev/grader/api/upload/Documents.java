package dev.grader.api.upload;

import dev.grader.core.archive.ArchiveLimits;
import dev.grader.core.archive.ArchiveReader;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Looks into what is handed in for people to read: one file of a kind that is taken, or a zip with at least one of them. Names
 * are not believed where a kind of file has a beginning of its own.
 */
final class Documents {
    private static final String ZIP = "zip";
    private static final byte[] ZIPPED = {'P', 'K', 3, 4};
    private static final int FOUND_SHOWN = 20;
    private static final String PDF = "pdf";
    private static final String PDF_HEADER = "%PDF-";
    /** Readers of PDF take a header that comes this late: some printers and mail programs write lines before it. */
    private static final int BEGINNING = 1024;

    /** With which bytes files of these kinds begin. */
    private static final Map<String, byte[]> BEGINNINGS = Map.ofEntries(
            Map.entry("docx", ZIPPED),
            Map.entry("pptx", ZIPPED),
            Map.entry("xlsx", ZIPPED),
            Map.entry("odt", ZIPPED),
            Map.entry("odp", ZIPPED),
            Map.entry("ods", ZIPPED),
            Map.entry("png", new byte[] {(byte) 0x89, 'P', 'N', 'G'}),
            Map.entry("jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
            Map.entry("jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}));

    private Documents() {}

    /**
     * The files that came.
     *
     * @param types endings that are taken; empty for any
     * @param megabytes cap on what a zip holds
     * @throws ProblemException with one of the archive problems, or REQUIRED_FILE_MISSING
     */
    static List<String> check(Path bytes, String fileName, List<String> types, int megabytes) {
        String ending = ending(fileName);
        if (ending.equals(ZIP)) {
            return zip(bytes, types, megabytes);
        }
        if (!types.isEmpty() && !types.contains(ending)) {
            throw new ProblemException(
                    Problem.REQUIRED_FILE_MISSING,
                    "'" + fileName + "' is not taken here: hand in " + words(types)
                            + ", or a zip with it. Its name must end so.");
        }
        byte[] begin = begin(bytes);
        if (!isGenuine(ending, begin)) {
            throw notGenuine(fileName, begin);
        }
        return List.of(fileName);
    }

    private static List<String> zip(Path bytes, List<String> types, int megabytes) {
        Map<String, byte[]> files = ArchiveReader.beginnings(bytes, ArchiveLimits.submission(megabytes), BEGINNING);
        List<String> found = List.copyOf(files.keySet());
        if (types.contains(ZIP)) {
            return found;
        }
        List<String> taken = found.stream()
                .filter(path -> types.isEmpty() || types.contains(ending(path)))
                .toList();
        if (taken.isEmpty()) {
            throw new ProblemException(
                    Problem.REQUIRED_FILE_MISSING,
                    "The zip holds no file that is taken here: " + words(types) + ". It holds "
                            + (found.isEmpty()
                                    ? "no file"
                                    : found.stream().limit(FOUND_SHOWN).collect(Collectors.joining(", ")))
                            + ". Put it in, and upload again.");
        }
        // others may be empty, as a package's __init__.py is; one must be there to be read
        if (taken.stream().noneMatch(path -> isGenuine(ending(path), beginning(files, path)))) {
            String first = taken.getFirst();
            throw notGenuine(first, beginning(files, first));
        }
        return found;
    }

    private static byte[] beginning(Map<String, byte[]> files, String path) {
        return Objects.requireNonNull(files.get(path));
    }

    private static boolean isGenuine(String ending, byte[] begin) {
        if (ending.equals(PDF)) {
            return new String(begin, StandardCharsets.ISO_8859_1).contains(PDF_HEADER);
        }
        byte[] expected = BEGINNINGS.getOrDefault(ending, new byte[0]);
        return begin.length > 0 && Arrays.equals(expected, Arrays.copyOf(begin, expected.length));
    }

    private static ProblemException notGenuine(String name, byte[] begin) {
        String ending = ending(name);
        return new ProblemException(
                Problem.REQUIRED_FILE_MISSING,
                begin.length == 0
                        ? "'" + name + "' is empty. Save it anew, and upload that; no attempt is used."
                        : "'" + name + "' is no " + ending.toUpperCase(Locale.ROOT)
                                + " file, whatever its name says. Open it, export it anew as " + ending
                                + ", and upload that; no attempt is used.");
    }

    private static String words(List<String> types) {
        return types.stream().map(type -> "a ." + type).collect(Collectors.joining(" or "));
    }

    /** What is after the last point, in lower case; nothing where there is none. */
    private static String ending(String name) {
        int point = name.lastIndexOf('.');
        return point < 0 ? "" : name.substring(point + 1).toLowerCase(Locale.ROOT);
    }

    private static byte[] begin(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(BEGINNING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

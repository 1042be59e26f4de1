package dev.grader.core.archive;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of an entry: decoded strictly and checked, so that it is the same path on every system. */
final class EntryName {
    private static final int SHOWN = 80;
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
    private static final Set<String> JUNK = Set.of(
            "__MACOSX",
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            "__pycache__",
            ".ipynb_checkpoints",
            ".pytest_cache",
            ".mypy_cache",
            ".git");

    private EntryName() {}

    /** The path as text without a trailing slash, or a problem that says why it is unsafe. */
    static String checked(byte[] raw, ArchiveLimits limits) {
        String name;
        try {
            name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw unsafe(shown(raw), "its name is not UTF-8. Rename the file with plain letters and zip again");
        }
        String shown = shown(name);
        if (name.codePoints().anyMatch(EntryName::isForbidden)) {
            throw unsafe(shown, "its name has control characters. Rename the file and zip again");
        }
        if (name.indexOf('\\') >= 0) {
            throw unsafe(shown, "its name has a backslash. Use a tool that writes forward slashes, such as zip");
        }
        if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            throw unsafe(shown, "its path is absolute. Zip the folder with relative paths");
        }
        if (name.length() > limits.nameLength()) {
            throw unsafe(shown, "its path is longer than " + limits.nameLength() + " characters. Shorten it");
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        List<String> segments = List.of(path.split("/", -1));
        for (String segment : segments) {
            if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
                throw unsafe(shown, "its path has an empty, '.' or '..' part. Zip the folder from inside it");
            }
        }
        if (segments.size() > limits.depth()) {
            throw unsafe(shown, "it lies more than " + limits.depth() + " folders deep. Flatten the folders");
        }
        return path;
    }

    /** What archivers, editors and interpreters leave behind and nobody means to hand in. */
    static boolean isJunk(String path) {
        for (String segment : path.split("/", -1)) {
            if (JUNK.contains(segment) || segment.startsWith("._")) {
                return true;
            }
        }
        return false;
    }

    /** Equal for two paths that some file system would take for the same file. */
    static String folded(String path) {
        String folded = Normalizer.normalize(path, Normalizer.Form.NFKC);
        // Upper before lower case: 'ß' and 'SS', the dotless and the dotted i, and final sigma only meet this way.
        folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    /** A name as it may stand in a message: no control characters, not too long. */
    static String shown(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .filter(character -> !isForbidden(character))
                .limit(SHOWN + 1L)
                .forEach(clean::appendCodePoint);
        int end = clean.offsetByCodePoints(0, Math.min(SHOWN, clean.codePointCount(0, clean.length())));
        return end < clean.length() ? clean.substring(0, end) + "…" : clean.toString();
    }

    static String shown(byte[] raw) {
        return shown(new String(raw, StandardCharsets.UTF_8));
    }

    private static boolean isForbidden(int character) {
        // Joiners are ordinary letters' company in Persian and Indic names; other format characters turn text around.
        boolean joiner = character == 0x200C || character == 0x200D;
        int type = Character.getType(character);
        return type == Character.CONTROL
                || (type == Character.FORMAT && !joiner)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
    }

    private static ProblemException unsafe(String shown, String reason) {
        return new ProblemException(
                Problem.ARCHIVE_UNSAFE_PATH, "The entry '" + shown + "' was refused: " + reason + ".");
    }
}

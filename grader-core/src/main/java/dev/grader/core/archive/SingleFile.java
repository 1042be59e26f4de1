package dev.grader.core.archive;

import dev.grader.core.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A submission that is the only file that the suite asks for, uploaded as it is instead of in a zip. It is told by its content
 * alone, so that everybody who reads the stored bytes comes to the same files.
 */
public final class SingleFile {
    private static final Set<String> TEXTS = Set.of("py", "csv", "java", "md", "txt");
    private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final Pattern JSON_OBJECT = Pattern.compile("\\uFEFF?\\s*\\{\\s*[\"}]");
    /** Of a file that is of no kind that the suite asks for: the tests will find theirs missing. */
    private static final String NAMELESS = "submission";

    private SingleFile() {}

    /**
     * The files of a submission: those of the archive, or the one file under the name that the suite gives it. A file that was
     * taken under an earlier version of the suite, which asked for that file alone, keeps the name that fits it.
     *
     * @param required as the suite writes them
     * @throws ProblemException with one of the archive problems
     */
    public static Map<String, byte[]> read(Path file, List<String> required, ArchiveLimits limits) {
        Optional<String> name = name(file, required, limits);
        try {
            if (name.isPresent()) {
                return Map.of(name.get(), Files.readAllBytes(file));
            }
            byte[] content = Files.size(file) > limits.entryBytes() ? new byte[0] : Files.readAllBytes(file);
            if (content.length == 0 || isZip(content)) {
                return ArchiveReader.read(file, limits);
            }
            return Map.of(fitting(content, file, required).findFirst().orElse(NAMELESS), content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The name under which a file counts by itself; empty for an archive, where several files are required, and where its
     * content is not of the kind that the name says.
     *
     * @param required as the suite writes them: one entry, of which one alternative fits
     */
    public static Optional<String> name(Path file, List<String> required, ArchiveLimits limits) {
        if (required.size() != 1) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > limits.entryBytes()) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            if (isZip(content) && entries(file).stream().anyMatch(names(required)::contains)) {
                return Optional.empty();
            }
            List<String> fitting = fitting(content, file, required).toList();
            return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> names(List<String> required) {
        return required.stream()
                .flatMap(entry -> Arrays.stream(entry.split("\\|")))
                .toList();
    }

    private static Stream<String> fitting(byte[] content, Path file, List<String> required) {
        return names(required).stream()
                .filter(name -> isOfKind(content, file, name.substring(name.lastIndexOf('.') + 1)));
    }

    /** Whether a file was announced under a name that ends like the required one. */
    public static boolean isNamedLike(String announced, String required) {
        int dot = required.lastIndexOf('.');
        return dot >= 0 && announced.endsWith(required.substring(dot));
    }

    private static boolean isOfKind(byte[] content, Path file, String ending) {
        return switch (ending) {
            case "ipynb" ->
                isText(content)
                        && JSON_OBJECT
                                .matcher(new String(content, StandardCharsets.UTF_8))
                                .lookingAt();
            case "npy" -> Arrays.equals(content, 0, Math.min(content.length, NPY.length), NPY, 0, NPY.length);
            case "npz" -> isZip(content) && entries(file).stream().allMatch(name -> name.endsWith(".npy"));
            case "pt", "pth" -> isZip(content) && entries(file).stream().anyMatch(name -> name.endsWith("/data.pkl"));
            case "safetensors" -> content.length > Long.BYTES && content[Long.BYTES] == '{';
            default ->
                TEXTS.contains(ending)
                        && isText(content)
                        && !JSON_OBJECT
                                .matcher(new String(content, StandardCharsets.UTF_8))
                                .lookingAt();
        };
    }

    private static boolean isZip(byte[] content) {
        return content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    /** Not empty, UTF-8, and without the zeros that binary formats have; a PDF is none. */
    private static boolean isText(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return !text.isBlank()
                    && text.indexOf(0) < 0
                    && !text.startsWith("%PDF")
                    && !text.startsWith("Rar!")
                    && !isZip(content);
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    /** Names in the directory; none where the file is damaged. */
    private static List<String> entries(Path file) {
        try (ZipFile zip =
                ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get()) {
            List<String> names = Collections.list(zip.getEntries()).stream()
                    .map(ZipArchiveEntry::getName)
                    .toList();
            return names.isEmpty() ? List.of("") : names;
        } catch (IOException | IllegalArgumentException damaged) {
            return List.of("");
        }
    }
}

package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.archive.ArchiveLimits;
import dev.grader.core.archive.ArchiveReader;
import dev.grader.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A suite with its files: data, reference and other fixtures.
 *
 * @param digest SHA-256 of the zip, lower-case hexadecimal; names the suite version everywhere
 * @param files by path, with forward slashes; the arrays must not be changed
 */
public record SuiteBundle(String digest, Suite suite, Map<String, byte[]> files) {
    public SuiteBundle {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Reads and checks a zip with {@code suite.yaml} at its root or in its only top folder.
     *
     * @throws ProblemException an archive problem, or {@code SUITE_INVALID} with the member {@code errors}, a list of
     *     {@link SuiteError}
     */
    public static SuiteBundle read(Path zip) {
        Map<String, byte[]> files = ArchiveReader.read(zip, ArchiveLimits.SUITE);
        if (!files.containsKey(SuiteParser.FILE)) {
            files = ArchiveReader.withoutWrappingFolder(files);
        }
        try {
            return new SuiteBundle(digest(zip), SuiteParser.parse(text(files), files), files);
        } catch (SuiteErrors errors) {
            throw errors.toProblem();
        }
    }

    /**
     * The content of a file of the suite.
     *
     * @throws IllegalArgumentException when there is none; {@link #read} has checked those that the suite names
     */
    public byte[] file(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException("suite '" + suite.id() + "' has no file '" + path + "'");
        }
        return content;
    }

    /** All files below a folder, by path relative to it: what a student would have uploaded. */
    public Map<String, byte[]> filesUnder(String folder) {
        String prefix = folder + "/";
        Map<String, byte[]> found = new LinkedHashMap<>();
        files.forEach((path, content) -> {
            if (path.startsWith(prefix)) {
                found.put(path.substring(prefix.length()), content);
            }
        });
        return Collections.unmodifiableMap(found);
    }

    /** SHA-256 of a file of the suite. */
    String fileDigest(String path) {
        return sha256(file(path));
    }

    /** SHA-256 over the names and contents of all files below a folder. */
    public String folderDigest(String folder) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(filesUnder(folder))
                .forEach((path, content) ->
                        text.append(path).append('\0').append(sha256(content)).append('\n'));
        return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code suite.yaml} as it was written. */
    JsonNode document() {
        return YamlReader.read(SuiteParser.FILE, text(files)).root();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    private static String text(Map<String, byte[]> files) {
        byte[] content = files.get(SuiteParser.FILE);
        if (content == null) {
            throw failure("is missing; zip the folder that has it at its root");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw failure("is not UTF-8; save it as UTF-8");
        }
    }

    private static SuiteErrors failure(String message) {
        return new SuiteErrors(List.of(new SuiteError(SuiteParser.FILE, 0, 0, "", SuiteParser.FILE + " " + message)));
    }

    private static String digest(Path zip) {
        try (InputStream input = Files.newInputStream(zip);
                DigestInputStream digesting = new DigestInputStream(input, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}

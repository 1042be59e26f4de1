package dev.grader.api.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A running SHA-256 over bytes, and the digests of whole things. */
public final class Sha256 {
    private static final int BUFFER = 1 << 16;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    private final MessageDigest digest;

    /** A digest of nothing yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether a text can be a digest. */
    public static boolean isDigest(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** Of a text in UTF-8. */
    public static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Sha256().add(bytes, bytes.length).hexadecimal();
    }

    /** Of a file. */
    public static String of(Path file) throws IOException {
        Sha256 sha256 = new Sha256();
        try (InputStream input = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            int count;
            while ((count = input.read(buffer)) >= 0) {
                sha256.add(buffer, count);
            }
        }
        return sha256.hexadecimal();
    }

    /** Adds the first bytes of a buffer. */
    public Sha256 add(byte[] buffer, int count) {
        digest.update(buffer, 0, count);
        return this;
    }

    /** The digest of all that was added; ends it. */
    public String hexadecimal() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

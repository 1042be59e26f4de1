package dev.grader.api.security;

import dev.grader.api.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * {@code grd_}, 30 random characters, 6 of checksum. A mistyped token is recognised without asking the database, and a
 * leaked one by scanners for secrets.
 */
public final class TokenFormat {
    public static final String PREFIX = "grd_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 30;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final Pattern SHAPE = Pattern.compile("grd_[0-9A-Za-z]{36}");

    private TokenFormat() {}

    /**
     * A new token.
     *
     * @param random gives a uniform number below its argument, such as {@code SecureRandom::nextInt}
     */
    public static String generate(IntUnaryOperator random) {
        StringBuilder characters = new StringBuilder(RANDOM_CHARACTERS);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            characters.append(ALPHABET.charAt(random.applyAsInt(ALPHABET.length())));
        }
        return PREFIX + characters + checksum(characters.toString());
    }

    /** Whether shape and checksum are right. */
    public static boolean isValid(String token) {
        if (!SHAPE.matcher(token).matches()) {
            return false;
        }
        int end = PREFIX.length() + RANDOM_CHARACTERS;
        return checksum(token.substring(PREFIX.length(), end)).equals(token.substring(end));
    }

    /** What is stored of a token: its SHA-256 in hexadecimal. A random token needs no salt and no slow hash. */
    public static String sha256(String token) {
        return Sha256.of(token);
    }

    private static String checksum(String characters) {
        CRC32 crc = new CRC32();
        crc.update(characters.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        StringBuilder text = new StringBuilder(CHECKSUM_CHARACTERS);
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            text.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return text.reverse().toString();
    }
}

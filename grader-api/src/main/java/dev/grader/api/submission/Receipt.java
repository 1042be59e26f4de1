package dev.grader.api.submission;

import dev.grader.api.digest.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** What a student keeps as proof. The code is a digest of the rest, so that a receipt cannot be altered unseen. */
public record Receipt(String code, UUID submission, String sha256, long size, Instant submittedAt, int attempt) {
    private static final int CODE_LENGTH = 20;
    private static final int GROUP = 5;

    /** The receipt of a submission. */
    public static Receipt of(Submission submission) {
        return new Receipt(
                submission.receipt(),
                submission.id(),
                submission.archive().sha256(),
                submission.archive().size(),
                submission.submittedAt(),
                submission.attempt());
    }

    /** Four groups of five hexadecimal digits. */
    public static String code(UUID submission, String sha256, long size, Instant submittedAt, int attempt) {
        String facts = submission + "|" + sha256 + "|" + size + "|" + submittedAt + "|" + attempt;
        String digest = Sha256.of(facts).substring(0, CODE_LENGTH).toUpperCase(Locale.ROOT);
        return String.join(
                "-",
                digest.substring(0, GROUP),
                digest.substring(GROUP, 2 * GROUP),
                digest.substring(2 * GROUP, 3 * GROUP),
                digest.substring(3 * GROUP));
    }
}

package dev.grader.core.suite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Seeds and salts, derived from a suite version's secret so that students cannot know them and everybody gets the same. */
public final class Seeds {
    private Seeds() {}

    /**
     * The seed of one training.
     *
     * @param secret of the suite version, {@code Lease.seedSecret}
     * @param index 0 for the first training of the test
     * @return from 1 to 2³¹−1, which NumPy, torch and Java all accept
     */
    public static int training(long secret, String testId, int index) {
        return seed(secret, "training", testId, index);
    }

    /**
     * The seed under which the model of a training is built. The student's code can read it, and learns nothing of the
     * training's own from it.
     *
     * @param index as of the training
     * @return in the same range
     */
    public static int export(long secret, String testId, int index) {
        return seed(secret, "export", testId, index);
    }

    private static int seed(long secret, String purpose, String testId, int index) {
        int seed = (int) derive(secret, purpose, testId, index) & Integer.MAX_VALUE;
        return seed == 0 ? 1 : seed;
    }

    /** The salt of a test's generated arrays: 0 where students may see the values, secret otherwise. */
    public static long salt(long secret, Common test) {
        if (test.visibility().showsValues()) {
            return 0;
        }
        long salt = derive(secret, "inputs", test.id(), 0);
        return salt == 0 ? 1 : salt;
    }

    /** From which changes to the inputs of a test are drawn that nobody may know, visible or not. */
    public static long perturbation(long secret, String testId) {
        return derive(secret, "perturbation", testId, 0);
    }

    private static long derive(long secret, String purpose, String testId, int index) {
        byte[] text = (purpose + "\0" + testId).getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + text.length)
                .putLong(secret)
                .putInt(index)
                .put(text)
                .array();
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(input))
                    .getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}

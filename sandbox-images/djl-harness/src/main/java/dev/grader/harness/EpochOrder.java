package dev.grader.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The order of the training rows: a new permutation per epoch, a function of the seed alone, or always the file's. Some rows
 * may be kept out for validation.
 */
final class EpochOrder {
    /** Another stream than that of the order, so that a validation split changes nothing but the rows. */
    private static final long VALIDATION = 0x5EED_7A11_DA7EL;

    private final SplittableRandom random;
    private final boolean shuffle;
    private final long[] rows;
    private final long[] validation;

    EpochOrder(long seed, int count) {
        this(seed, count, true, 0);
    }

    /** @param validationShare of the rows, at least one of them; 0 for none */
    EpochOrder(long seed, int count, boolean shuffle, double validationShare) {
        random = new SplittableRandom(seed);
        this.shuffle = shuffle;
        long[] all = new long[count];
        for (int row = 0; row < count; row++) {
            all[row] = row;
        }
        if (validationShare == 0 || count < 2) {
            rows = all;
            validation = new long[0];
            return;
        }
        mix(all, new SplittableRandom(seed ^ VALIDATION));
        int kept = Math.min(count - 1, Math.max(1, (int) Math.round(count * validationShare)));
        validation = Arrays.copyOf(all, kept);
        rows = Arrays.copyOfRange(all, kept, count);
        Arrays.sort(validation);
        Arrays.sort(rows);
    }

    private static void mix(long[] rows, SplittableRandom random) {
        for (int last = rows.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            long kept = rows[last];
            rows[last] = rows[other];
            rows[other] = kept;
        }
    }

    /** The next epoch's rows in batches; the last one may be smaller. */
    List<long[]> next(int batchSize) {
        if (shuffle) {
            mix(rows, random);
        }
        return batches(rows, batchSize);
    }

    /** Rows that are not trained on, in batches; none without validation. */
    List<long[]> validation(int batchSize) {
        return batches(validation, batchSize);
    }

    int batches(int batchSize) {
        return Math.ceilDiv(rows.length, batchSize);
    }

    private static List<long[]> batches(long[] rows, int batchSize) {
        List<long[]> batches = new ArrayList<>();
        for (int start = 0; start < rows.length; start += batchSize) {
            int length = Math.min(batchSize, rows.length - start);
            long[] batch = new long[length];
            System.arraycopy(rows, start, batch, 0, length);
            batches.add(batch);
        }
        return batches;
    }
}

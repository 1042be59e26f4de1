package dev.grader.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The order of the training rows: a new permutation per epoch, a function of the seed alone. */
final class EpochOrder {
    private final SplittableRandom random;
    private final long[] rows;

    EpochOrder(long seed, int count) {
        random = new SplittableRandom(seed);
        rows = new long[count];
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
    }

    /** The next epoch's rows in batches; the last one may be smaller. */
    List<long[]> next(int batchSize) {
        for (int last = rows.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            long kept = rows[last];
            rows[last] = rows[other];
            rows[other] = kept;
        }
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

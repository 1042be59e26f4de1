package dev.grader.pipeline.step;

import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some rows, in any order. */
final class TensorRows {
    private TensorRows() {}

    static TrainStep.Rows take(TrainStep.Rows rows, int[] chosen) {
        return new TrainStep.Rows(rows.inputs().take(chosen), rows.labels().take(chosen));
    }

    static Tensor take(Tensor tensor, int[] chosen) {
        int rows = Math.toIntExact(tensor.shape().getFirst());
        int bytes = rows == 0 ? 0 : tensor.data().length / rows;
        byte[] data = new byte[chosen.length * bytes];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(tensor.data(), chosen[i] * bytes, data, i * bytes, bytes);
        }
        List<Long> shape = new ArrayList<>(tensor.shape());
        shape.set(0, (long) chosen.length);
        return new Tensor(tensor.type(), shape, data);
    }

    /** So many different rows, in an order of the seed's. */
    static int[] draw(int rows, int count, long seed) {
        int[] order = IntStream.range(0, rows).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int last = rows - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
        return IntStream.of(order).limit(count).toArray();
    }
}

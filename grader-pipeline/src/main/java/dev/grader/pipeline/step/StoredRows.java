package dev.grader.pipeline.step;

import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.NpyHeader;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows of a data set in the form in which a container is given them. */
sealed interface StoredRows {
    /** Small ones, sent as they are. */
    record Sent(Tensor tensor) implements StoredRows {}

    /**
     * A large file, mounted read-only; the container scales and converts batch by batch.
     *
     * @param row shape of one row as the model sees it
     */
    record Mounted(Path file, NpyHeader header, List<Long> row, double scale) implements StoredRows {
        public Mounted {
            row = List.copyOf(row);
        }
    }

    /** The same form with as many rows of zeros, as float32. */
    static Tensor zeros(long rows, List<Long> row) {
        List<Long> shape = new ArrayList<>(List.of(rows));
        shape.addAll(row);
        int elements = shape.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
        return new Tensor(
                ElementType.FLOAT32, shape, new byte[Math.multiplyExact(elements, ElementType.FLOAT32.bytes())]);
    }

    /** Float32, each element of the stored array times the scale. */
    static Tensor scaled(Tensor stored, List<Long> row, double scale) {
        double[] values = stored.toDoubles();
        ByteBuffer scaled =
                ByteBuffer.allocate(values.length * ElementType.FLOAT32.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            scaled.putFloat((float) (value * scale));
        }
        List<Long> shape = new ArrayList<>(List.of(stored.shape().getFirst()));
        shape.addAll(row);
        return new Tensor(ElementType.FLOAT32, shape, scaled.array());
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.suite.DataSet;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.NpyHeader;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a data set in the form in which a container is given them. */
sealed interface StoredRows {
    /** How many there are. */
    int rows();

    /** Some of them, in an order. */
    StoredRows take(int[] chosen);

    /**
     * Their elements, in memory.
     *
     * @throws InfrastructureFault when a file cannot be read
     */
    Tensor tensor() throws InfrastructureFault;

    /** Small ones, sent as they are. */
    record Sent(Tensor tensor) implements StoredRows {
        @Override
        public int rows() {
            return Math.toIntExact(tensor.shape().getFirst());
        }

        @Override
        public StoredRows take(int[] chosen) {
            return new Sent(TensorRows.take(tensor, chosen));
        }
    }

    /** A large file, mounted read-only; the container scales and converts batch by batch. */
    final class Mounted implements StoredRows {
        private final Path file;
        private final NpyHeader header;
        private final List<Long> row;
        private final @Nullable Double scale;
        private final int @Nullable [] order;

        private Mounted(Path file, NpyHeader header, List<Long> row, @Nullable Double scale, int @Nullable [] order) {
            this.file = file;
            this.header = header;
            this.row = List.copyOf(row);
            this.scale = scale;
            this.order = order;
        }

        Path file() {
            return file;
        }

        NpyHeader header() {
            return header;
        }

        /** Shape of one row as the model sees it. */
        List<Long> row() {
            return row;
        }

        /** Every element is multiplied by it and becomes float32; null leaves elements as they are. */
        @Nullable
        Double scale() {
            return scale;
        }

        /** The rows of the file that are meant, or null for all of them as they are. */
        @Nullable
        Tensor order() {
            if (order == null) {
                return null;
            }
            long[] numbers = new long[order.length];
            for (int i = 0; i < order.length; i++) {
                numbers[i] = order[i];
            }
            return Tensor.ofLongs(List.of((long) order.length), numbers);
        }

        @Override
        public int rows() {
            return order == null ? Math.toIntExact(header.rows()) : order.length;
        }

        @Override
        public StoredRows take(int[] chosen) {
            int[] taken = chosen.clone();
            for (int i = 0; order != null && i < taken.length; i++) {
                taken[i] = order[chosen[i]];
            }
            return new Mounted(file, header, row, scale, taken);
        }

        @Override
        public Tensor tensor() throws InfrastructureFault {
            int bytes = Math.toIntExact(row.stream().reduce((long) header.type().bytes(), Math::multiplyExact));
            byte[] data = new byte[Math.multiplyExact(rows(), bytes)];
            try (FileChannel channel = FileChannel.open(file)) {
                for (int i = 0; i < rows(); i++) {
                    long index = order == null ? i : order[i];
                    ByteBuffer part = ByteBuffer.wrap(data, i * bytes, bytes);
                    long position = header.offset() + index * bytes;
                    while (part.hasRemaining()) {
                        if (channel.read(part, position + part.position() - (long) i * bytes) < 0) {
                            throw new IOException("the file ends inside row " + index);
                        }
                    }
                }
            } catch (IOException e) {
                throw new InfrastructureFault("the data file " + file.getFileName() + " cannot be read", e);
            }
            Tensor stored = new Tensor(header.type(), withRows(rows(), row), data);
            return scale == null ? stored : scaled(stored, row, scale);
        }
    }

    /** Inputs of a file, as a data set says that the model sees them. */
    static StoredRows mountedInputs(Path file, NpyHeader header, DataSet data) {
        boolean kept = data.inputType(header.type()) == header.type() && data.scale() == 1;
        return new Mounted(file, header, data.shape(), kept ? null : Double.valueOf(data.scale()), null);
    }

    /** Labels of a file, as they are. */
    static StoredRows mountedLabels(Path file, NpyHeader header) {
        return new Mounted(
                file, header, header.shape().subList(1, header.shape().size()), null, null);
    }

    /** Inputs in memory, as a data set says that the model sees them. */
    static Tensor inputs(Tensor stored, DataSet data) {
        return data.inputType(stored.type()) == stored.type() && data.scale() == 1
                ? new Tensor(stored.type(), withRows(stored.shape().getFirst(), data.shape()), stored.data())
                : scaled(stored, data.shape(), data.scale());
    }

    /** As many rows of zeros. */
    static Tensor zeros(ElementType type, long rows, List<Long> row) {
        List<Long> shape = withRows(rows, row);
        int elements = shape.stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
        return new Tensor(type, shape, new byte[Math.multiplyExact(elements, type.bytes())]);
    }

    /** Float32, each element of the stored array times the scale. */
    private static Tensor scaled(Tensor stored, List<Long> row, double scale) {
        double[] values = stored.toDoubles();
        ByteBuffer scaled =
                ByteBuffer.allocate(values.length * ElementType.FLOAT32.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            scaled.putFloat((float) (value * scale));
        }
        return new Tensor(ElementType.FLOAT32, withRows(stored.shape().getFirst(), row), scaled.array());
    }

    private static List<Long> withRows(long rows, List<Long> row) {
        List<Long> shape = new ArrayList<>(List.of(rows));
        shape.addAll(row);
        return shape;
    }
}

package dev.grader.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array as raw bytes: little endian, C order, no strides. Nothing in it is trusted but its size, which the constructor
 * checks.
 *
 * @param shape sizes of the dimensions, empty for a scalar
 * @param data exactly {@code elements × bytes} bytes; kept as given, so the caller hands it over
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(ElementType type, List<Long> shape, byte[] data) {
    public static final int MAXIMUM_DIMENSIONS = 16;

    public Tensor {
        shape = List.copyOf(shape);
        if (shape.size() > MAXIMUM_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "a tensor has at most " + MAXIMUM_DIMENSIONS + " dimensions, not " + shape.size());
        }
        long bytes = Math.multiplyExact(elements(shape), type.bytes());
        if (bytes != data.length) {
            throw new IllegalArgumentException("shape " + shape + " of " + type.wireName() + " needs " + bytes
                    + " bytes, but " + data.length + " were given");
        }
    }

    public static Tensor ofDoubles(List<Long> shape, double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return new Tensor(ElementType.FLOAT64, shape, buffer.array());
    }

    public static Tensor ofFloats(List<Long> shape, float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return new Tensor(ElementType.FLOAT32, shape, buffer.array());
    }

    public static Tensor ofLongs(List<Long> shape, long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            buffer.putLong(value);
        }
        return new Tensor(ElementType.INT64, shape, buffer.array());
    }

    public int elements() {
        return Math.toIntExact(elements(shape));
    }

    /** All elements in C order as double; a 64-bit integer beyond 2^53 loses its last digits. */
    public double[] toDoubles() {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case BOOL, UINT8 -> buffer.get() & 0xFF;
                case INT32 -> buffer.getInt();
                case INT64 -> buffer.getLong();
                case FLOAT32 -> buffer.getFloat();
                case FLOAT64 -> buffer.getDouble();
            };
        }
        return values;
    }

    /** The position of a flat C-order offset, one number per dimension. */
    public List<Long> indexOf(int offset) {
        Long[] index = new Long[shape.size()];
        long rest = offset;
        for (int i = shape.size() - 1; i >= 0; i--) {
            index[i] = rest % shape.get(i);
            rest /= shape.get(i);
        }
        return Arrays.asList(index);
    }

    private static long elements(List<Long> shape) {
        long elements = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a dimension cannot be negative: " + shape);
            }
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && type == tensor.type
                && shape.equals(tensor.shape)
                && Arrays.equals(data, tensor.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + shape.hashCode()) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Tensor[" + type.wireName() + " " + shape + "]";
    }
}

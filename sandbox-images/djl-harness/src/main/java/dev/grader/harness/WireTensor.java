package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * A tensor as it is on the wire: little endian, C order, no strides.
 *
 * @param data exactly the elements, from position 0 to the limit
 */
record WireTensor(ElementType type, Shape shape, ByteBuffer data) implements Rows {
    WireTensor {
        long expected = Math.multiplyExact(shape.size(), (long) type.bytes());
        if (data.remaining() != expected) {
            throw new IllegalArgumentException("a " + type.wireName() + " tensor of shape " + shape + " has " + expected
                    + " bytes, not " + data.remaining());
        }
    }

    /** The tensor of a frame whose header was read. */
    static WireTensor read(Fields frame, FrameReader frames) throws IOException {
        JsonArray lengths = frame.array("shape");
        long[] shape = new long[lengths.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = lengths.get(axis).getAsLong();
        }
        try {
            return new WireTensor(ElementType.ofWireName(frame.text("dtype")), new Shape(shape), frames.payload());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ProtocolException("tensor " + frame.text("id") + ": " + e.getMessage(), e);
        }
    }

    /** The length of the first axis. */
    @Override
    public long rows() {
        return shape.dimension() == 0 ? 1 : shape.get(0);
    }

    @Override
    public Opened open(NDManager manager) {
        NDArray all = view(manager);
        return new Opened() {
            @Override
            public NDArray take(long[] rows) {
                return all.get(new NDIndex("{}", manager.create(rows)));
            }

            @Override
            public NDArray range(long start, long end) {
                return all.get(start + ":" + end).duplicate();
            }
        };
    }

    /** The elements of an int64 tensor. */
    LongBuffer longs() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    /** An array over the same memory, for large data of which a model only ever gets copies of some rows. */
    private NDArray view(NDManager manager) {
        return manager.create(data.duplicate().order(ByteOrder.LITTLE_ENDIAN), shape, type.dataType());
    }

    /** A fresh array with a copy of the elements, so that a model that writes into its input does no harm. */
    NDArray copyTo(NDManager manager) {
        ByteBuffer copy = ByteBuffer.allocateDirect(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(data.duplicate()).flip();
        return manager.create(copy, shape, type.dataType());
    }

    /**
     * What a model computed, copied out of native memory.
     *
     * @throws StudentException for element types that have no name on the wire
     */
    static WireTensor of(NDArray array) throws StudentException {
        DataType dataType = array.getDataType();
        if (dataType == DataType.FLOAT16 || dataType == DataType.BFLOAT16) {
            try (NDArray wide = array.toType(DataType.FLOAT32, false)) {
                return of(wide);
            }
        }
        ElementType type = ElementType.of(dataType)
                .orElseThrow(() -> new StudentException(
                        "TypeError", "The model gives a tensor of type " + dataType + "; float32 is expected."));
        return new WireTensor(type, array.getShape(), array.toByteBuffer(false));
    }
}

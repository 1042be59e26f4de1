package dev.grader.core.artifact;

import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Element types of a safetensors file that are read, and what they become on the wire, without loss. */
enum SafetensorsType {
    BOOL(1, ElementType.BOOL),
    U8(1, ElementType.UINT8),
    I8(1, ElementType.INT32),
    I16(2, ElementType.INT32),
    I32(4, ElementType.INT32),
    I64(8, ElementType.INT64),
    F16(2, ElementType.FLOAT32),
    BF16(2, ElementType.FLOAT32),
    F32(4, ElementType.FLOAT32),
    F64(8, ElementType.FLOAT64);

    private final int bytes;
    private final ElementType wire;

    SafetensorsType(int bytes, ElementType wire) {
        this.bytes = bytes;
        this.wire = wire;
    }

    static Optional<SafetensorsType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    int bytes() {
        return bytes;
    }

    Tensor tensor(List<Long> shape, byte[] data) {
        if (bytes == wire.bytes()) {
            return new Tensor(wire, shape, data);
        }
        ByteBuffer narrow = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wide =
                ByteBuffer.allocate(data.length / bytes * wire.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        while (narrow.hasRemaining()) {
            switch (this) {
                case I8 -> wide.putInt(narrow.get());
                case I16 -> wide.putInt(narrow.getShort());
                case F16 -> wide.putFloat(Float.float16ToFloat(narrow.getShort()));
                case BF16 -> wide.putInt(narrow.getShort() << 16);
                case BOOL, U8, I32, I64, F32, F64 -> throw new IllegalStateException(this + " is not widened");
            }
        }
        return new Tensor(wire, shape, wide.array());
    }
}

package dev.grader.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** NumPy's {@code .npy} files, format versions 1.0 to 3.0. The header is matched, never evaluated. */
public final class Npy {
    private static final int ALIGNMENT = 64;

    private Npy() {}

    /**
     * The array in a file.
     *
     * @throws IllegalArgumentException that says what is wrong and how to save the array
     */
    public static Tensor read(byte[] file) {
        NpyHeader header = NpyHeader.of(file);
        header.bytes();
        byte[] data = Arrays.copyOfRange(file, header.offset(), file.length);
        return new Tensor(header.type(), header.shape(), data);
    }

    /** A file of version 1.0 that {@code numpy.load} reads. */
    public static byte[] write(Tensor tensor) {
        String sizes = tensor.shape().stream().map(size -> size + ",").collect(Collectors.joining(" "));
        if (tensor.shape().size() > 1) {
            sizes = sizes.substring(0, sizes.length() - 1);
        }
        String header =
                "{'descr': '" + description(tensor.type()) + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int unpadded = NpyHeader.MAGIC.length + 4 + header.length() + 1;
        int padding = Math.floorMod(-unpadded, ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(NpyHeader.MAGIC.length + 4 + text.length + tensor.data().length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NpyHeader.MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text)
                .put(tensor.data())
                .array();
    }

    private static String description(ElementType type) {
        return switch (type) {
            case BOOL -> "|b1";
            case UINT8 -> "|u1";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
        };
    }
}

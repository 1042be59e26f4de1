package dev.grader.core.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .npy} file says about its array, format versions 1.0 to 3.0. It is matched, never evaluated.
 *
 * @param offset where the elements begin, in bytes
 */
public record NpyHeader(ElementType type, List<Long> shape, int offset) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAXIMUM_HEADER = 10_000;
    private static final int MAXIMUM_PREFIX = 12;
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
    private static final Pattern HEADER = Pattern.compile("\\{\\s*(" + DESCRIPTION + "|" + ORDER + "|" + SHAPE
            + ")(\\s*,\\s*(" + DESCRIPTION + "|" + ORDER + "|" + SHAPE + ")){2}(\\s*,)?\\s*\\}\\s*");

    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /**
     * The header at the beginning of some bytes.
     *
     * @throws IllegalArgumentException that says what is wrong and how to save the array
     */
    public static NpyHeader of(byte[] file) {
        if (file.length < 10 || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("this is not a .npy file; write it with numpy.save");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int version = file[6];
        if (version < 1 || version > 3 || file[7] != 0) {
            throw new IllegalArgumentException(
                    "version " + version + "." + file[7] + " of the .npy format is unknown; 1.0, 2.0 and 3.0 are read");
        }
        int prefix = version == 1 ? 10 : MAXIMUM_PREFIX;
        if (file.length < prefix) {
            throw new IllegalArgumentException("the .npy file ends inside its header");
        }
        long headerBytes = version == 1 ? buffer.getShort(8) & 0xFFFF : buffer.getInt(8) & 0xFFFFFFFFL;
        if (headerBytes > MAXIMUM_HEADER || prefix + headerBytes > file.length) {
            throw new IllegalArgumentException("the .npy file ends inside its header");
        }
        String header = new String(file, prefix, (int) headerBytes, StandardCharsets.UTF_8);
        return new NpyHeader(type(header), shape(header), prefix + (int) headerBytes);
    }

    /**
     * The header of a file, whose size must be what it says.
     *
     * @throws IllegalArgumentException that says what is wrong and how to save the array
     */
    public static NpyHeader read(Path file) throws IOException {
        NpyHeader header;
        try (InputStream input = Files.newInputStream(file)) {
            header = of(input.readNBytes(MAXIMUM_PREFIX + MAXIMUM_HEADER));
        }
        long bytes = Files.size(file) - header.offset();
        if (bytes != header.bytes()) {
            throw new IllegalArgumentException("the .npy file holds " + bytes + " bytes of elements, but its shape "
                    + header.shape() + " of " + header.type().wireName() + " needs " + header.bytes());
        }
        return header;
    }

    /** Rows, the first size; 0 for a scalar. */
    public long rows() {
        return shape.isEmpty() ? 0 : shape.getFirst();
    }

    /** Bytes of all elements. */
    long bytes() {
        try {
            return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("the shape " + shape + " in the .npy header is too large", overflow);
        }
    }

    private static ElementType type(String header) {
        Matcher description = DESCRIPTION.matcher(header);
        Matcher order = ORDER.matcher(header);
        if (!HEADER.matcher(header).matches() || !description.find() || !order.find()) {
            throw new IllegalArgumentException(
                    "the header of the .npy file is not understood; structured and object arrays are not read");
        }
        if (order.group(1).equals("True")) {
            throw new IllegalArgumentException(
                    "the .npy file is in Fortran order; save numpy.ascontiguousarray(array) instead");
        }
        return switch (description.group(1)) {
            case "|b1" -> ElementType.BOOL;
            case "|u1" -> ElementType.UINT8;
            case "<i4" -> ElementType.INT32;
            case "<i8" -> ElementType.INT64;
            case "<f4" -> ElementType.FLOAT32;
            case "<f8" -> ElementType.FLOAT64;
            default ->
                throw new IllegalArgumentException("the .npy file holds elements of type '" + description.group(1)
                        + "'; save it as bool, uint8, int32, int64, float32 or float64 in little-endian order");
        };
    }

    private static List<Long> shape(String header) {
        Matcher shape = SHAPE.matcher(header);
        if (!shape.find()) {
            throw new IllegalArgumentException("the header of the .npy file has no shape");
        }
        List<Long> sizes = new ArrayList<>();
        for (String part : shape.group(1).split(",", -1)) {
            String size = part.strip();
            if (!size.isEmpty()) {
                if (!size.matches("[0-9]{1,18}")) {
                    throw new IllegalArgumentException(
                            "the shape (" + shape.group(1) + ") of the .npy file is no shape");
                }
                sizes.add(Long.parseLong(size));
            }
        }
        return sizes;
    }
}

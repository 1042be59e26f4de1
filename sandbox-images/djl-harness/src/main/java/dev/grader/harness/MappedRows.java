package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a large file that is mounted into the container. It is mapped in windows, since a buffer holds at most 2 GiB, and
 * only the rows of a batch are ever copied, scaled and converted.
 *
 * @param order the rows of the file that are meant, in their order; null for all of them as they are
 */
record MappedRows(Stored stored, @Nullable LongBuffer order) implements Rows {
    private static final long WINDOW = 1L << 30;

    /**
     * The file's own rows.
     *
     * @param row shape of one row as the model sees it
     * @param scale every element is multiplied by it and becomes float32; null leaves elements as they are
     * @param windows whole rows each
     * @param windowRows rows of every window but the last
     */
    record Stored(
            ElementType type,
            long rows,
            Shape row,
            @Nullable Double scale,
            List<ByteBuffer> windows,
            long windowRows) {
        Stored {
            windows = List.copyOf(windows);
        }
    }

    /**
     * The rows that a frame describes.
     *
     * @param order as of this record
     */
    static MappedRows read(Fields frame, Path folder, @Nullable LongBuffer order) throws IOException {
        String name = frame.text("file");
        if (!name.matches("[a-z0-9]{1,20}")) {
            throw new ProtocolException("a mounted file has no proper name");
        }
        ElementType type = ElementType.ofWireName(frame.text("dtype"));
        long rows = frame.whole("rows");
        Shape row = new Shape(frame.array("row").asList().stream()
                .mapToLong(size -> size.getAsLong())
                .toArray());
        long rowBytes = Math.multiplyExact(row.size(), (long) type.bytes());
        if (rows < 1 || rowBytes < 1 || rowBytes > WINDOW) {
            throw new ProtocolException("rows of " + rowBytes + " bytes are not read");
        }
        for (int i = 0; order != null && i < order.limit(); i++) {
            if (order.get(i) < 0 || order.get(i) >= rows) {
                throw new ProtocolException("the order names rows that the file does not have");
            }
        }
        long windowRows = WINDOW / rowBytes;
        List<ByteBuffer> windows = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
            long offset = frame.whole("offset");
            if (channel.size() != offset + Math.multiplyExact(rows, rowBytes)) {
                throw new ProtocolException("the mounted file has " + channel.size() + " bytes");
            }
            for (long first = 0; first < rows; first += windowRows) {
                long count = Math.min(windowRows, rows - first);
                windows.add(channel.map(MapMode.READ_ONLY, offset + first * rowBytes, count * rowBytes));
            }
        }
        Double scale = frame.has("scale") ? Double.valueOf(frame.number("scale")) : null;
        return new MappedRows(new Stored(type, rows, row, scale, windows, windowRows), order);
    }

    @Override
    public long rows() {
        return order == null ? stored.rows() : order.limit();
    }

    @Override
    public Opened open(NDManager manager) {
        return new Opened() {
            @Override
            public NDArray take(long[] rows) {
                return batch(manager, rows);
            }

            @Override
            public NDArray range(long start, long end) {
                return batch(manager, LongStream.range(start, end).toArray());
            }
        };
    }

    private NDArray batch(NDManager manager, long[] rows) {
        int rowBytes = Math.toIntExact(stored.row().size() * stored.type().bytes());
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.multiplyExact(rows.length, rowBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long row : rows) {
            long index = order == null ? row : order.get(Math.toIntExact(row));
            ByteBuffer window = stored.windows().get(Math.toIntExact(index / stored.windowRows()));
            copy.put(window.slice(Math.toIntExact(index % stored.windowRows()) * rowBytes, rowBytes));
        }
        NDArray batch = manager.create(
                copy.flip(),
                new Shape(rows.length).addAll(stored.row()),
                stored.type().dataType());
        Double scale = stored.scale();
        // As the worker does with small data: one product of doubles, rounded once.
        return scale == null
                ? batch
                : batch.toType(DataType.FLOAT64, false).mul(scale).toType(DataType.FLOAT32, false);
    }
}

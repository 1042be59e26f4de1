package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a large file that is mounted into the container. It is mapped in windows, since a buffer holds at most 2 GiB, and
 * only the rows of a batch are ever copied, scaled and converted.
 *
 * @param row shape of one row as the model sees it
 * @param scale every element is multiplied by it; the batch is float32
 * @param windows whole rows each
 * @param windowRows rows of every window but the last
 */
record MappedRows(ElementType type, long rows, Shape row, double scale, List<ByteBuffer> windows, long windowRows)
        implements Rows {
    private static final long WINDOW = 1L << 30;

    MappedRows {
        windows = List.copyOf(windows);
    }

    /** The rows that a frame describes. */
    static MappedRows read(Fields frame, Path folder) throws IOException {
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
        return new MappedRows(type, rows, row, frame.number("scale"), windows, windowRows);
    }

    @Override
    public Opened open(NDManager manager) {
        return (start, end) -> batch(manager, start, end);
    }

    private NDArray batch(NDManager manager, long start, long end) {
        int rowBytes = Math.toIntExact(row.size() * type.bytes());
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.multiplyExact(Math.toIntExact(end - start), rowBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long index = start; index < end; index++) {
            ByteBuffer window = windows.get(Math.toIntExact(index / windowRows));
            copy.put(window.slice(Math.toIntExact(index % windowRows) * rowBytes, rowBytes));
        }
        NDArray stored = manager.create(copy.flip(), new Shape(end - start).addAll(row), type.dataType());
        // As the worker does with small data: one product of doubles, rounded once.
        return stored.toType(DataType.FLOAT64, false).mul(scale).toType(DataType.FLOAT32, false);
    }
}

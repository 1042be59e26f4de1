package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of 5 rows of 2 numbers, 0 to 9, after 16 bytes of something else. */
final class MappedRowsTest {
    private static final int OFFSET = 16;
    private static final int ROWS = 5;

    @TempDir
    private Path folder;

    private MappedRows rows(String type, int bytes, @Nullable Double scale, long... order) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(OFFSET + ROWS * 2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS * 2; i++) {
            if (bytes == 1) {
                file.put(OFFSET + i, (byte) i);
            } else {
                file.putLong(OFFSET + i * bytes, i);
            }
        }
        Files.write(folder.resolve("d1"), file.array());
        JsonObject frame = new JsonObject();
        frame.addProperty("file", "d1");
        frame.addProperty("offset", OFFSET);
        frame.addProperty("dtype", type);
        frame.addProperty("rows", ROWS);
        JsonArray row = new JsonArray();
        row.add(2);
        frame.add("row", row);
        if (scale != null) {
            frame.addProperty("scale", scale);
        }
        return MappedRows.read(new Fields(frame), folder, order.length == 0 ? null : LongBuffer.wrap(order));
    }

    @Test
    void wholeNumbersWithoutAScaleStayWhatTheyAre() throws IOException {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray taken = rows("int64", 8, null).open(manager).take(new long[] {4, 0, 4});

            assertThat(taken.getDataType()).isEqualTo(DataType.INT64);
            assertThat(taken.getShape()).isEqualTo(new Shape(3, 2));
            assertThat(taken.toLongArray()).containsExactly(8, 9, 0, 1, 8, 9);
        }
    }

    @Test
    void aScaleMakesThemFloats() throws IOException {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray range = rows("uint8", 1, 0.5).open(manager).range(1, 3);

            assertThat(range.getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(range.toFloatArray()).containsExactly(1, 1.5f, 2, 2.5f);
        }
    }

    @Test
    void anOrderPicksRowsOfTheFile() throws IOException {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            MappedRows rows = rows("int64", 8, null, 3, 1);

            assertThat(rows.rows()).isEqualTo(2);
            assertThat(rows.open(manager).range(0, 2).toLongArray()).containsExactly(6, 7, 2, 3);
            assertThat(rows.open(manager).take(new long[] {1}).toLongArray()).containsExactly(2, 3);
        }
    }

    @Test
    void anOrderBeyondTheFileIsRefused() {
        assertThatThrownBy(() -> rows("int64", 8, null, ROWS))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the order names rows that the file does not have");
    }
}

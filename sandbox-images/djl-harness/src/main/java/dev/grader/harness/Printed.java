package dev.grader.harness;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a unit's Java code prints, kept up to a limit and sent before the unit's outcome. */
final class Printed implements AutoCloseable {
    private static final int LIMIT = 65_536;

    private final FrameWriter out;
    private final String unit;
    private final PrintStream outBefore = System.out;
    private final PrintStream errorsBefore = System.err;
    private final Kept kept = new Kept();

    private Printed(FrameWriter out, String unit) {
        this.out = out;
        this.unit = unit;
        PrintStream stream = new PrintStream(kept, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    /** From now on until the end of the unit. */
    static Printed begin(FrameWriter out, String unit) {
        return new Printed(out, unit);
    }

    @Override
    public void close() throws IOException {
        System.setOut(outBefore);
        System.setErr(errorsBefore);
        byte[] text = kept.take();
        if (text.length > 0) {
            JsonObject header = FrameWriter.header("text", unit);
            header.addProperty("stream", "stdout");
            out.bytes(header, text);
        }
    }

    /** Threads of the student's may go on printing. */
    private static final class Kept extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int value) {
            if (bytes.size() < LIMIT) {
                bytes.write(value);
            }
        }

        @Override
        public synchronized void write(byte[] source, int offset, int length) {
            bytes.write(source, offset, Math.min(length, LIMIT - Math.min(LIMIT, bytes.size())));
        }

        synchronized byte[] take() {
            return bytes.toByteArray();
        }
    }
}

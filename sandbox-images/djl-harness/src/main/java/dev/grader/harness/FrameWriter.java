package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes frames to the worker. Each frame is one synchronized call, since the watchdog may have to report while the
 * main thread is stuck in native code; nothing is buffered between calls, so a halt loses nothing.
 */
final class FrameWriter {
    private static final int COPY_BYTES = 1 << 16;

    private final WritableByteChannel channel;

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    static JsonObject header(String frame) {
        JsonObject header = new JsonObject();
        header.addProperty("frame", frame);
        return header;
    }

    static JsonObject header(String frame, String unit) {
        JsonObject header = header(frame);
        header.addProperty("unit", unit);
        return header;
    }

    synchronized void write(JsonObject header) throws IOException {
        writeLengths(header, 0);
    }

    void tensor(String unit, String name, WireTensor tensor) throws IOException {
        JsonObject header = header("tensor", unit);
        header.addProperty("name", name);
        tensor(header, tensor);
    }

    /** A tensor frame whose header lacks only what the tensor says. */
    synchronized void tensor(JsonObject header, WireTensor tensor) throws IOException {
        header.addProperty("dtype", tensor.type().wireName());
        JsonArray shape = new JsonArray();
        for (long length : tensor.shape().getShape()) {
            shape.add(length);
        }
        header.add("shape", shape);
        ByteBuffer data = tensor.data().duplicate();
        writeLengths(header, data.remaining());
        writeFully(data);
    }

    /** A frame with bytes that lie in memory. */
    synchronized void bytes(JsonObject header, byte[] payload) throws IOException {
        writeLengths(header, payload.length);
        writeFully(ByteBuffer.wrap(payload));
    }

    void blob(String unit, Path file) throws IOException {
        blob(header("blob", unit), file);
    }

    /** A model on its way: after so many epochs or steps. */
    void checkpoint(String unit, int at, Path file) throws IOException {
        JsonObject header = header("blob", unit);
        header.addProperty("checkpoint", at);
        blob(header, file);
    }

    private synchronized void blob(JsonObject header, Path file) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            writeLengths(header, source.size());
            ByteBuffer buffer = ByteBuffer.allocateDirect(COPY_BYTES);
            while (source.read(buffer) >= 0) {
                writeFully(buffer.flip());
                buffer.clear();
            }
        }
    }

    void note(String unit, String text) throws IOException {
        JsonObject header = header("note", unit);
        header.addProperty("text", text);
        write(header);
    }

    private void writeLengths(JsonObject header, long payload) throws IOException {
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer start = ByteBuffer.allocate(12 + text.length);
        start.putInt(text.length).putLong(payload).put(text).flip();
        writeFully(start);
    }

    private void writeFully(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}

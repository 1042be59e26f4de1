package dev.grader.harness;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads frames: 4 bytes header length, 8 bytes payload length (big endian), a JSON object, raw bytes. After
 * {@link #next()} the payload must be taken by exactly one of the payload methods.
 */
final class FrameReader {
    static final int HEADER_LIMIT = 262_144;
    /** Bytes of one payload: one Java buffer must hold it, and containers are smaller anyway. */
    static final long PAYLOAD_LIMIT = 1L << 30;

    static final int FRAME_LIMIT = 100_000;
    private static final int COPY_BYTES = 1 << 16;

    private final ReadableByteChannel channel;
    private int frames;
    private long remaining;

    FrameReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** The header of the next frame. */
    JsonObject next() throws IOException {
        if (remaining != 0) {
            throw new IllegalStateException("the payload of the frame before was not read");
        }
        if (++frames > FRAME_LIMIT) {
            throw new ProtocolException("more than " + FRAME_LIMIT + " frames");
        }
        ByteBuffer lengths = fill(ByteBuffer.allocate(12));
        long header = Integer.toUnsignedLong(lengths.getInt());
        long payload = lengths.getLong();
        if (header > HEADER_LIMIT || payload < 0 || payload > PAYLOAD_LIMIT) {
            throw new ProtocolException("a frame with a header of " + header + " bytes and a payload of "
                    + Long.toUnsignedString(payload) + " bytes exceeds the limits");
        }
        ByteBuffer text = fill(ByteBuffer.allocate((int) header));
        remaining = payload;
        try {
            return JsonParser.parseString(StandardCharsets.UTF_8.decode(text).toString())
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new ProtocolException("a frame's header is no JSON object", e);
        }
    }

    /** The payload in memory outside the heap, little endian. */
    ByteBuffer payload() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) remaining).order(ByteOrder.LITTLE_ENDIAN);
        remaining = 0;
        return fill(buffer);
    }

    /** The payload in the heap, for what is small. */
    byte[] bytes() throws IOException {
        ByteBuffer payload = payload();
        byte[] copy = new byte[payload.remaining()];
        payload.get(copy);
        return copy;
    }

    void noPayload() throws IOException {
        if (remaining != 0) {
            throw new ProtocolException("a payload where none is allowed");
        }
    }

    void payloadTo(Path file) throws IOException {
        try (FileChannel target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(COPY_BYTES);
            while (remaining > 0) {
                buffer.clear().limit((int) Math.min(COPY_BYTES, remaining));
                fill(buffer);
                remaining -= buffer.remaining();
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            }
        }
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the input ended within a frame");
            }
        }
        return buffer.flip();
    }
}

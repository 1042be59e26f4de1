package dev.grader.core.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.protocol.FrameException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts frames together from pieces of any size, as they come from a container. Pieces are copied, so the caller may reuse
 * its array. Memory grows with what has arrived and never with what a prefix only announces. After an exception the decoder
 * is of no more use. Not for more than one thread at a time.
 */
public final class FrameDecoder {
    private static final int PREFIX = Integer.BYTES + Long.BYTES;
    private static final int FIRST_ALLOCATION = 65_536;

    private final FrameCaps caps;
    private final FrameHandler handler;

    private byte[] buffer = new byte[PREFIX];
    private int filled;
    private int wanted = PREFIX;
    private Part part = Part.PREFIX;
    private ObjectNode header = ProtocolJson.newObject();
    private long payloadLength;
    private long total;
    private int frames;

    /** Takes a complete frame. */
    @FunctionalInterface
    public interface FrameHandler {
        /**
         * Called in the order of the stream.
         *
         * @throws FrameException when the frame has no place there
         */
        void accept(Frame frame) throws FrameException;
    }

    private enum Part {
        PREFIX,
        HEADER,
        PAYLOAD
    }

    public FrameDecoder(FrameCaps caps, FrameHandler handler) {
        this.caps = caps;
        this.handler = handler;
    }

    /**
     * Takes the next bytes and hands every frame that they complete to the handler.
     *
     * @throws FrameException when a cap is exceeded, a header is no JSON object with a type, or the handler says so
     */
    public void accept(byte[] bytes, int offset, int length) throws FrameException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int taken = Math.min(end - position, wanted - filled);
            if (filled + taken > buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Math.max(2L * buffer.length, filled + taken)));
            }
            System.arraycopy(bytes, position, buffer, filled, taken);
            filled += taken;
            position += taken;
            if (filled == wanted) {
                complete();
            }
        }
    }

    /**
     * Says that no more bytes come.
     *
     * @throws FrameException when the stream ended in the middle of a frame
     */
    public void end() throws FrameException {
        if (part != Part.PREFIX || filled > 0) {
            throw new FrameException(Kind.TRUNCATED, "the stream ends in the middle of a frame");
        }
    }

    private void complete() throws FrameException {
        switch (part) {
            case PREFIX -> completePrefix();
            case HEADER -> completeHeader();
            case PAYLOAD -> completePayload();
        }
    }

    private void completePrefix() throws FrameException {
        ByteBuffer prefix = ByteBuffer.wrap(buffer, 0, PREFIX);
        int headerLength = prefix.getInt();
        payloadLength = prefix.getLong();
        if (headerLength < 0 || headerLength > caps.headerBytes()) {
            throw new FrameException(
                    Kind.TOO_MUCH,
                    "a header of " + Integer.toUnsignedString(headerLength) + " bytes, more than "
                            + caps.headerBytes());
        }
        if (payloadLength < 0 || payloadLength > caps.payloadBytes()) {
            throw new FrameException(
                    Kind.TOO_MUCH,
                    "a payload of " + Long.toUnsignedString(payloadLength) + " bytes, more than "
                            + caps.payloadBytes());
        }
        total += headerLength + payloadLength;
        if (total > caps.totalBytes()) {
            throw new FrameException(Kind.TOO_MUCH, "more than " + caps.totalBytes() + " bytes in all");
        }
        frames++;
        if (frames > caps.frames()) {
            throw new FrameException(Kind.TOO_MUCH, "more than " + caps.frames() + " frames");
        }
        if (headerLength == 0) {
            throw new FrameException(Kind.MALFORMED, "a header is empty");
        }
        expect(Part.HEADER, headerLength);
    }

    private void completeHeader() throws FrameException {
        header = ProtocolJson.object(Arrays.copyOf(buffer, filled));
        if (!header.path(Frame.TYPE).isTextual()) {
            throw new FrameException(Kind.MALFORMED, "a header has no type");
        }
        expect(Part.PAYLOAD, (int) payloadLength);
        if (wanted == 0) {
            completePayload();
        }
    }

    private void completePayload() throws FrameException {
        byte[] payload = buffer.length == filled ? buffer : Arrays.copyOf(buffer, filled);
        Frame frame = new Frame(header, payload);
        expect(Part.PREFIX, PREFIX);
        handler.accept(frame);
    }

    private void expect(Part next, int length) {
        part = next;
        wanted = length;
        filled = 0;
        buffer = new byte[Math.min(length, FIRST_ALLOCATION)];
    }
}

package dev.grader.core.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes frames; the stream is flushed after each and stays the caller's. */
public final class FrameWriter {
    private static final int PREFIX = Integer.BYTES + Long.BYTES;

    private final OutputStream stream;

    public FrameWriter(OutputStream stream) {
        this.stream = stream;
    }

    /**
     * Writes one frame.
     *
     * @throws IllegalArgumentException when the header is larger than the protocol allows
     */
    public void write(Frame frame) throws IOException {
        stream.write(head(frame));
        stream.write(frame.payload());
        stream.flush();
    }

    /** How large the header of a frame is; {@link FrameCaps#MAXIMUM_HEADER} is allowed. */
    public static int headerBytes(Frame frame) {
        return ProtocolJson.bytes(frame.header()).length;
    }

    /** Length prefix and header of a frame, all of it but the payload. */
    public static byte[] head(Frame frame) {
        byte[] header = ProtocolJson.bytes(frame.header());
        if (header.length > FrameCaps.MAXIMUM_HEADER) {
            throw new IllegalArgumentException("a header of " + header.length + " bytes is larger than "
                    + FrameCaps.MAXIMUM_HEADER + "; put arrays into tensor frames and split the plan");
        }
        return ByteBuffer.allocate(PREFIX + header.length)
                .putInt(header.length)
                .putLong(frame.payload().length)
                .put(header)
                .array();
    }
}

package dev.grader.core.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * One message of the stream: a JSON object with a member {@code frame}, and raw bytes.
 *
 * @param header kept as given, so the caller hands it over
 * @param payload kept as given, so the caller hands it over; empty for most types
 */
public record Frame(ObjectNode header, byte[] payload) {
    public static final String TYPE = "frame";

    private static final byte[] NOTHING = {};

    public Frame {
        if (!header.path(TYPE).isTextual()) {
            throw new IllegalArgumentException("a header needs a member 'frame' with the name of its type");
        }
    }

    /** A frame without a payload. */
    public static Frame of(ObjectNode header) {
        return new Frame(header, NOTHING);
    }

    public String type() {
        return header.path(TYPE).asText();
    }

    /** A member of the header as text; empty when it is missing or no text. */
    public String text(String member) {
        return header.path(member).isTextual() ? header.path(member).asText() : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame && header.equals(frame.header) && Arrays.equals(payload, frame.payload);
    }

    @Override
    public int hashCode() {
        return 31 * header.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "Frame[" + header + ", " + payload.length + " bytes]";
    }
}

package dev.grader.core.protocol;

/**
 * How much a reader takes from the other side, which is not trusted.
 *
 * @param headerBytes of one header
 * @param payloadBytes of one payload
 * @param totalBytes of all headers and payloads together
 * @param frames how many
 */
public record FrameCaps(int headerBytes, long payloadBytes, long totalBytes, int frames) {
    /** Cap on a header in the protocol's description. */
    public static final int MAXIMUM_HEADER = 262_144;

    public FrameCaps {
        if (headerBytes < 2 || headerBytes > MAXIMUM_HEADER || payloadBytes < 0 || totalBytes < 0 || frames < 1) {
            throw new IllegalArgumentException("caps of a frame stream make no sense: " + headerBytes + ", "
                    + payloadBytes + ", " + totalBytes + ", " + frames);
        }
        if (payloadBytes > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("a payload must fit into an array");
        }
    }

    /** Everything that comes out together is at most so large; one payload may be all of it. */
    public static FrameCaps ofTotal(long totalBytes, int frames) {
        return new FrameCaps(MAXIMUM_HEADER, Math.min(totalBytes, Integer.MAX_VALUE - 16), totalBytes, frames);
    }
}

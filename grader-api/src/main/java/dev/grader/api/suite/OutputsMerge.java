package dev.grader.api.suite;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameReader;
import dev.grader.core.protocol.FrameWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts the outputs of two calibrations together: streams of tensor frames, each of a test. */
public final class OutputsMerge {
    private static final FrameCaps CAPS = FrameCaps.ofTotal(Integer.MAX_VALUE, 1_000_000);

    private OutputsMerge() {}

    /**
     * Copies the frames of some tests.
     *
     * @param isKept by test id
     */
    public static void copy(InputStream from, Predicate<String> isKept, OutputStream to) throws IOException {
        FrameReader reader = new FrameReader(from, CAPS);
        FrameWriter writer = new FrameWriter(to);
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            if (isKept.test(frame.get().text("unit"))) {
                writer.write(frame.get());
            }
        }
    }
}

package dev.grader.pipeline.container;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Frames as the bytes of a container's standard input, without a copy of the payloads. */
final class FrameStream {
    private FrameStream() {}

    static InputStream of(List<Frame> frames) {
        List<InputStream> parts = new ArrayList<>();
        for (Frame frame : frames) {
            parts.add(new ByteArrayInputStream(FrameWriter.head(frame)));
            parts.add(new ByteArrayInputStream(frame.payload()));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }
}

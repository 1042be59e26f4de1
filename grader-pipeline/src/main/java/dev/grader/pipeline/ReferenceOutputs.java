package dev.grader.pipeline;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameReader;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the reference solution put out, by test and by name. It goes from worker to API and back, and into no container.
 *
 * @param tensors test id to name to tensor
 */
record ReferenceOutputs(Map<String, Map<String, Tensor>> tensors) {
    private static final FrameCaps CAPS = FrameCaps.ofTotal(Integer.MAX_VALUE, 1_000_000);

    ReferenceOutputs {
        tensors = Map.copyOf(tensors);
    }

    Map<String, Tensor> of(String testId) {
        return tensors.getOrDefault(testId, Map.of());
    }

    /** A stream of tensor frames, the same bytes for the same tensors. */
    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(bytes);
        for (Map.Entry<String, Map<String, Tensor>> test : new TreeMap<>(tensors).entrySet()) {
            for (Map.Entry<String, Tensor> tensor : new TreeMap<>(test.getValue()).entrySet()) {
                writer.write(Frames.tensor(test.getKey(), tensor.getKey(), tensor.getValue()));
            }
        }
        return bytes.toByteArray();
    }

    static ReferenceOutputs decode(byte[] blob) throws IOException {
        Map<String, Map<String, Tensor>> tensors = new HashMap<>();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(blob), CAPS);
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            tensors.computeIfAbsent(frame.get().text("unit"), test -> new HashMap<>())
                    .put(frame.get().text("name"), Frames.tensor(frame.get()));
        }
        return new ReferenceOutputs(tensors);
    }
}

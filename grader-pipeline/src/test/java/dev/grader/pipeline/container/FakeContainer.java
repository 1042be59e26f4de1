package dev.grader.pipeline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container was and what it got.
 *
 * @param input as read back from the bytes that would have gone to its standard input
 */
public record FakeContainer(ContainerSpec spec, List<Frame> input) {
    public FakeContainer {
        input = List.copyOf(input);
    }

    public JsonNode job() {
        return input.getFirst().header();
    }

    /** Name of the step on the wire. */
    public String step() {
        return job().path("step").asText();
    }

    public List<JsonNode> units() {
        List<JsonNode> units = new ArrayList<>();
        job().path("units").forEach(units::add);
        return units;
    }

    public List<Frame> frames(String type) {
        return input.stream().filter(frame -> frame.type().equals(type)).toList();
    }

    public List<Tensor> tensors() {
        return frames("tensor").stream().map(FakeContainer::tensor).toList();
    }

    public Tensor tensor(String id) {
        return tensor(frame("tensor", id));
    }

    public byte[] blob(String id) {
        return frame("blob", id).payload();
    }

    private Frame frame(String type, String id) {
        return frames(type).stream()
                .filter(frame -> frame.text("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan names " + id + ", which was not sent"));
    }

    private static Tensor tensor(Frame frame) {
        try {
            return Frames.tensor(frame);
        } catch (FrameException e) {
            throw new IllegalStateException("a container would not have understood " + frame, e);
        }
    }
}

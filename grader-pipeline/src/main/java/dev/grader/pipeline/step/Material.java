package dev.grader.pipeline.step;

import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.Frames;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arrays, models and files that go into a container with a plan, under opaque ids. */
public final class Material {
    private final List<Frame> frames = new ArrayList<>();
    private int tensors;
    private int models;

    /** Puts the submission's files in, in the order of their paths. */
    void files(Map<String, byte[]> files) {
        new TreeMap<>(files).forEach((path, content) -> frames.add(Frames.file(path, content)));
    }

    /** Puts an array in and returns its id. */
    String tensor(Tensor tensor) {
        tensors++;
        String id = "a" + tensors;
        frames.add(Frames.tensor(id, tensor));
        return id;
    }

    /** Puts an exported model in and returns its id. */
    String model(byte[] exported) {
        models++;
        String id = "m" + models;
        frames.add(Frames.blob(id, exported));
        return id;
    }

    /** A literal as it is, an array by a new id. */
    Argument argument(Value value, SuiteBundle bundle, long salt) {
        return switch (value) {
            case Value.Literal literal -> new Argument.Literal(literal.json());
            case Value.Generated generated ->
                new Argument.OfTensor(tensor(ValueGenerator.generate(generated, bundle, salt)), null);
            case Value.Stored stored ->
                new Argument.OfTensor(tensor(ValueGenerator.generate(stored, bundle, salt)), null);
        };
    }

    List<Frame> frames() {
        return frames;
    }
}

package dev.grader.pipeline.javamodel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.measurement.Evidence.ModelContents;
import dev.grader.core.measurement.Evidence.NamedShape;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.FrameReader;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A block in Java as a stream of frames: how it is built, its classes, its state. The worker puts it together: the classes come
 * from the container that compiled them and ran nothing, how it is built comes from the suite, and what a container with
 * student code gives is the state alone, plain tensors that are never executed.
 */
public final class JavaModel {
    private static final String TYPE = "java_model";
    private static final FrameCaps CAPS = FrameCaps.ofTotal(Integer.MAX_VALUE - 16, 100_000);
    private static final int BYTES_PER_NUMBER = 4;

    private final Frame how;
    private final List<Frame> classes;
    private final List<Frame> state;

    private JavaModel(Frame how, List<Frame> classes, List<Frame> state) {
        this.how = how;
        this.classes = List.copyOf(classes);
        this.state = List.copyOf(state);
    }

    /** What a block is initialized for. */
    public record Input(List<Long> shape, ElementType type) {
        public Input {
            shape = List.copyOf(shape);
        }
    }

    /**
     * A block that was never built.
     *
     * @param target class and member that give it
     * @param classes what the compiler wrote: frames of classes
     * @throws FrameException when these are no classes
     */
    public static JavaModel fresh(String target, List<Argument> construct, List<Input> inputs, byte[] classes)
            throws FrameException {
        ObjectNode header =
                JsonNodeFactory.instance.objectNode().put(Frame.TYPE, TYPE).put("target", target);
        ArrayNode arguments = header.putArray("construct");
        for (Argument argument : construct) {
            if (!(argument instanceof Argument.Literal literal)) {
                throw new IllegalArgumentException("a block is built from numbers and text, not from arrays");
            }
            arguments.add(literal.literal());
        }
        ArrayNode forms = header.putArray("inputs");
        for (Input input : inputs) {
            ObjectNode form = forms.addObject();
            input.shape().forEach(form.putArray("shape")::add);
            form.put("dtype", input.type().wireName());
        }
        return new JavaModel(Frame.of(header), read(classes, "class"), List.of());
    }

    /** Whether these bytes are such a model; else they are an export of another kind. */
    public static boolean isIn(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == 0;
    }

    /**
     * Reads {@link #bytes()}.
     *
     * @throws FrameException when the state is not as it should be
     */
    public static JavaModel read(byte[] bytes) throws FrameException {
        List<Frame> frames = read(bytes, "");
        if (frames.isEmpty() || !frames.getFirst().type().equals(TYPE)) {
            throw new FrameException(FrameException.Kind.MALFORMED, "no model in Java");
        }
        List<Frame> classes = new ArrayList<>();
        List<Frame> state = new ArrayList<>();
        for (Frame frame : frames.subList(1, frames.size())) {
            switch (frame.type()) {
                case "class" -> classes.add(frame);
                case "tensor" -> state.add(frame);
                default -> throw new FrameException(FrameException.Kind.MALFORMED, "a frame with no place in a model");
            }
        }
        return new JavaModel(frames.getFirst(), classes, state);
    }

    /**
     * The same block with another state.
     *
     * @param tensors what a container with student code sent: frames of tensors
     * @throws FrameException when it is anything else
     */
    public JavaModel withState(byte[] tensors) throws FrameException {
        List<Frame> frames = read(tensors, "tensor");
        Set<String> names = new HashSet<>();
        for (Frame frame : frames) {
            Frames.tensor(frame);
            if (!names.add(frame.text("id"))) {
                throw new FrameException(FrameException.Kind.MALFORMED, "a parameter came twice");
            }
        }
        return new JavaModel(how, classes, frames);
    }

    private static List<Frame> read(byte[] bytes, String type) throws FrameException {
        List<Frame> frames = new ArrayList<>();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), CAPS);
        try {
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                if (!type.isEmpty() && !frame.get().type().equals(type)) {
                    throw new FrameException(FrameException.Kind.MALFORMED, "a frame that is no " + type);
                }
                frames.add(frame.get());
            }
            return frames;
        } catch (FrameException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("the bytes lie in memory", e);
        }
    }

    /** As a container takes it. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(bytes);
        try {
            writer.write(how);
            for (Frame frame : classes) {
                writer.write(frame);
            }
            for (Frame frame : state) {
                writer.write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bytes lie in memory", e);
        }
        return bytes.toByteArray();
    }

    /** State and class files together, in units of four bytes: numbers can be written into code as well. */
    public long storedNumbers() {
        long bytes = 0;
        for (Frame frame : state) {
            bytes += frame.payload().length;
        }
        return Math.ceilDiv(bytes, BYTES_PER_NUMBER) + numbersInClasses();
    }

    private long numbersInClasses() {
        long bytes = classes.stream().mapToLong(frame -> frame.payload().length).sum();
        return Math.ceilDiv(bytes, BYTES_PER_NUMBER);
    }

    /**
     * Names and shapes.
     *
     * @param wanted names that the result has, if the model has them, however many there are
     * @throws FrameException when the state is not as it should be
     */
    public ModelContents contents(Set<String> wanted) throws FrameException {
        long parameters = 0;
        long others = 0;
        List<NamedShape> shapes = new ArrayList<>();
        for (Frame frame : state) {
            Tensor tensor = Frames.tensor(frame);
            boolean trained = frame.header().path("parameter").asBoolean();
            if (trained) {
                parameters += tensor.elements();
            } else {
                others += tensor.elements();
            }
            String name = frame.text("id");
            if (shapes.size() < ModelContents.MAXIMUM_TENSORS || wanted.contains(name)) {
                shapes.add(new NamedShape(name, tensor.shape(), trained));
            }
        }
        List<NamedShape> bounded = shapes.size() <= ModelContents.MAXIMUM_TENSORS
                ? shapes
                : shapes.stream()
                        .filter(shape -> wanted.contains(shape.name()))
                        .limit(ModelContents.MAXIMUM_TENSORS)
                        .toList();
        return new ModelContents(parameters, others, 0, numbersInClasses(), bounded);
    }
}

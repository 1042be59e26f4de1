package dev.grader.core.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.protocol.FrameException.Kind;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.NpyHeader;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames that a worker writes, and the one that carries a tensor in both directions. */
public final class Frames {
    /** Of the {@code job} frame. */
    public static final int PROTOCOL = 1;

    private Frames() {}

    /** The plan, always the first frame. */
    public static Frame job(Plan plan) {
        ObjectNode header = ProtocolJson.newObject();
        header.put(Frame.TYPE, "job").put("protocol", PROTOCOL).put("step", plan.step());
        header.setAll(ProtocolJson.tree(plan));
        return Frame.of(header);
    }

    /** A file of the submission. */
    public static Frame file(String path, byte[] content) {
        return new Frame(ProtocolJson.newObject().put(Frame.TYPE, "file").put("path", path), content);
    }

    /** An array of the plan. */
    public static Frame tensor(String id, Tensor tensor) {
        return tensor(ProtocolJson.newObject().put(Frame.TYPE, "tensor").put("id", id), tensor);
    }

    /** An array as a container sends it: of a unit, with a name. */
    public static Frame tensor(String unit, String name, Tensor tensor) {
        return tensor(
                ProtocolJson.newObject()
                        .put(Frame.TYPE, "tensor")
                        .put("unit", unit)
                        .put("name", name),
                tensor);
    }

    private static Frame tensor(ObjectNode header, Tensor tensor) {
        header.put("dtype", tensor.type().wireName());
        ArrayNode shape = header.putArray("shape");
        tensor.shape().forEach(shape::add);
        return new Frame(header, tensor.data());
    }

    /**
     * Rows of a file that is mounted into the container.
     *
     * @param file name below the folder of mounts
     * @param row shape of one row as the model sees it
     * @param scale every element is multiplied by it and becomes float32; null leaves elements as they are
     * @param order id of the numbers of those rows that are meant, in their order; null for all of them
     */
    public static Frame mapped(
            String id, String file, NpyHeader header, List<Long> row, @Nullable Double scale, @Nullable String order) {
        ObjectNode frame = ProtocolJson.newObject()
                .put(Frame.TYPE, "mapped")
                .put("id", id)
                .put("file", file)
                .put("offset", header.offset())
                .put("dtype", header.type().wireName())
                .put("rows", header.rows());
        ArrayNode shape = frame.putArray("row");
        row.forEach(shape::add);
        if (scale != null) {
            frame.put("scale", scale);
        }
        if (order != null) {
            frame.put("order", order);
        }
        return Frame.of(frame);
    }

    /** An exported model. */
    public static Frame blob(String id, byte[] content) {
        return new Frame(ProtocolJson.newObject().put(Frame.TYPE, "blob").put("id", id), content);
    }

    /** Nothing follows. */
    public static Frame end() {
        return Frame.of(ProtocolJson.newObject().put(Frame.TYPE, "end"));
    }

    /**
     * The tensor in a {@code tensor} frame.
     *
     * @throws FrameException when type, shape and payload do not fit together
     */
    public static Tensor tensor(Frame frame) throws FrameException {
        ElementType type = ElementType.fromWireName(frame.text("dtype"))
                .orElseThrow(() -> new FrameException(Kind.MALFORMED, "a tensor has an unknown type"));
        JsonNode shape = frame.header().path("shape");
        if (!shape.isArray() || shape.size() > Tensor.MAXIMUM_DIMENSIONS) {
            throw new FrameException(Kind.MALFORMED, "a tensor has no shape, or one of too many dimensions");
        }
        List<Long> sizes = new ArrayList<>();
        for (JsonNode size : shape) {
            if (!size.isIntegralNumber() || !size.canConvertToLong()) {
                throw new FrameException(Kind.MALFORMED, "a tensor's shape must consist of whole numbers");
            }
            sizes.add(size.asLong());
        }
        try {
            return new Tensor(type, sizes, frame.payload());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FrameException(Kind.MALFORMED, "a tensor does not fit its payload: " + e.getMessage());
        }
    }
}

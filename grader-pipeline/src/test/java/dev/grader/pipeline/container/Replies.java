package dev.grader.pipeline.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;

/** The frames that a container writes. */
public final class Replies {
    private Replies() {}

    public static Frame ready() {
        return Frame.of(header("ready"));
    }

    public static Frame parsed() {
        return Frame.of(header("parsed"));
    }

    public static Frame done() {
        return Frame.of(header("done"));
    }

    public static Frame finding(String rule, String kind, String name) {
        return Frame.of(header("finding")
                .put("rule", rule)
                .put("kind", kind)
                .put("name", name)
                .put("file", "model.py")
                .put("line", 3));
    }

    public static Frame tensor(String unit, String name, Tensor tensor) {
        return Frames.tensor(unit, name, tensor);
    }

    public static Frame blob(String unit, byte[] content) {
        return new Frame(header("blob").put("unit", unit), content);
    }

    public static Frame text(String unit, String text) {
        return new Frame(
                header("text").put("unit", unit).put("stream", "stdout"), text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame note(String unit, String text) {
        return Frame.of(header("note").put("unit", unit).put("text", text));
    }

    public static Frame epoch(String unit, int epoch, double loss) {
        return Frame.of(header("epoch")
                .put("unit", unit)
                .put("epoch", epoch)
                .put("epochs", 2)
                .put("loss", loss)
                .put("accuracy", 0.5));
    }

    public static Frame outcome(String unit, String status) {
        return Frame.of(header("outcome").put("unit", unit).put("status", status));
    }

    /** The code raised an error. */
    public static Frame raised(String unit, String type, String message) {
        ObjectNode header = header("outcome").put("unit", unit).put("status", "error");
        header.putObject("error")
                .put("type", type)
                .put("message", message)
                .put("file", "model.py")
                .put("line", 7)
                .put("traceback", "Traceback: " + message);
        return Frame.of(header);
    }

    /** A frame of a type that the protocol does not know. */
    public static Frame unknown(String type) {
        return Frame.of(header(type));
    }

    private static ObjectNode header(String type) {
        return JsonNodeFactory.instance.objectNode().put(Frame.TYPE, type);
    }
}

package dev.grader.pipeline.javamodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.measurement.Evidence.NamedShape;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.tensor.ElementType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JavaModelTest {
    private static byte[] frames(Frame... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(bytes);
        for (Frame frame : frames) {
            writer.write(frame);
        }
        return bytes.toByteArray();
    }

    private static Frame classFile(String name, int bytes) {
        return new Frame(header("class", name), new byte[bytes]);
    }

    private static Frame floats(String name, boolean parameter, int length) {
        ObjectNode header = header("tensor", name).put("dtype", "float32").put("parameter", parameter);
        header.putArray("shape").add(length);
        return new Frame(header, new byte[4 * length]);
    }

    private static ObjectNode header(String type, String id) {
        return JsonNodeFactory.instance.objectNode().put(Frame.TYPE, type).put("id", id);
    }

    private static JavaModel fresh() throws IOException {
        return JavaModel.fresh(
                "LeNet:build",
                List.of(new Argument.Literal(IntNode.valueOf(3))),
                List.of(new JavaModel.Input(List.of(1L, 4L), ElementType.FLOAT32)),
                frames(classFile("LeNet", 402)));
    }

    @Test
    void stateAndClassFilesCount() throws Exception {
        JavaModel model = fresh().withState(frames(floats("w", true, 10), floats("runningMean", false, 5)));
        JavaModel read = JavaModel.read(model.bytes());

        assertThat(JavaModel.isIn(model.bytes())).isTrue();
        assertThat(read.storedNumbers()).isEqualTo(10 + 5 + 101);
        assertThat(read.contents(Set.of()).parameters()).isEqualTo(10);
        assertThat(read.contents(Set.of()).buffers()).isEqualTo(5);
        assertThat(read.contents(Set.of()).tensors()).contains(new NamedShape("w", List.of(10L), true));
    }

    @Test
    void aNewStateReplacesTheOldOneAndLeavesTheClasses() throws Exception {
        JavaModel first = fresh().withState(frames(floats("w", true, 10)));
        JavaModel second = first.withState(frames(floats("w", true, 4)));

        assertThat(second.storedNumbers()).isEqualTo(4 + 101);
        assertThat(second.bytes()).startsWith(fresh().bytes());
    }

    @Test
    void classesDoNotComeInByTheState() throws Exception {
        JavaModel model = fresh();

        assertThatThrownBy(() -> model.withState(frames(floats("w", true, 2), classFile("Other", 4))))
                .isInstanceOf(FrameException.class);
        assertThatThrownBy(() -> model.withState(model.bytes())).isInstanceOf(FrameException.class);
        assertThatThrownBy(() -> model.withState(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0, 0}))
                .isInstanceOf(FrameException.class);
    }

    @Test
    void aParameterThatComesTwiceIsRefused() throws Exception {
        JavaModel model = fresh();

        assertThatThrownBy(() -> model.withState(frames(floats("w", true, 2), floats("w", true, 2))))
                .isInstanceOf(FrameException.class);
    }

    @Test
    void aTorchScriptArchiveIsNone() {
        assertThat(JavaModel.isIn(new byte[] {'P', 'K'})).isFalse();
    }
}

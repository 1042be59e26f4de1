package dev.grader.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A submitted block as it travels, a stream of frames: how it is built, then its classes, then its state, if it has one
 * already.
 *
 * @param target class and member that give the block
 * @param construct arguments of it
 * @param inputs what the block is initialized for
 * @param classes binary name to class file
 * @param state parameters by name; null before the first build
 */
record JavaModel(
        String target,
        List<JsonElement> construct,
        List<InputForm> inputs,
        Map<String, byte[]> classes,
        @Nullable Map<String, WireTensor> state) {
    /** An input without its numbers. */
    record InputForm(List<Long> shape, ElementType type) {
        InputForm {
            shape = List.copyOf(shape);
        }
    }

    JavaModel {
        construct = List.copyOf(construct);
        inputs = List.copyOf(inputs);
    }

    /** A frame begins with the length of its header, which is far below 2²⁴; a TorchScript archive begins with a letter. */
    static boolean isIn(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0;
        }
    }

    /** @throws ProtocolException if the stream is malformed, which only the service can have caused */
    static JavaModel read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FrameReader frames = new FrameReader(channel);
            Fields header = new Fields(frames.next());
            frames.noPayload();
            if (!header.text("frame").equals("java_model")) {
                throw new ProtocolException("a module is neither TorchScript nor a Java model");
            }
            List<InputForm> inputs = new ArrayList<>();
            for (JsonElement input : header.array("inputs")) {
                Fields form = new Fields(input.getAsJsonObject());
                List<Long> shape = new ArrayList<>();
                form.array("shape").forEach(length -> shape.add(length.getAsLong()));
                inputs.add(new InputForm(shape, ElementType.ofWireName(form.text("dtype"))));
            }
            Map<String, byte[]> classes = new LinkedHashMap<>();
            Map<String, WireTensor> state = readFrames(channel, frames, classes);
            return new JavaModel(
                    header.text("target"), header.array("construct").asList(), inputs, classes, state);
        }
    }

    /** The classes of a stream that has nothing else. */
    static Map<String, byte[]> readClasses(Path file) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            readFrames(channel, new FrameReader(channel), classes);
        }
        return classes;
    }

    private static @Nullable Map<String, WireTensor> readFrames(
            FileChannel channel, FrameReader frames, Map<String, byte[]> classes) throws IOException {
        Map<String, WireTensor> state = new LinkedHashMap<>();
        while (channel.position() < channel.size()) {
            JsonObject header = frames.next();
            Fields frame = new Fields(header);
            switch (frame.text("frame")) {
                case "class" -> classes.put(frame.text("id"), frames.bytes());
                case "tensor" -> state.put(frame.text("id"), WireTensor.read(frame, frames));
                default -> throw new ProtocolException("unexpected frame " + frame.text("frame") + " in a Java model");
            }
        }
        return state.isEmpty() ? null : state;
    }
}

package dev.grader.harness;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All frames that a harness wrote. */
record Answer(List<Frame> frames) {
    record Frame(JsonObject header, byte[] payload) {
        String kind() {
            return header.get("frame").getAsString();
        }
    }

    static Answer of(TestJob job) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path scratch = Files.createTempDirectory("harness");
        try {
            new Harness(
                            Channels.newChannel(new ByteArrayInputStream(job.bytes())),
                            Channels.newChannel(out),
                            scratch,
                            () -> {
                                throw new IllegalStateException("halted");
                            })
                    .run();
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        return parse(out.toByteArray());
    }

    static Answer parse(byte[] bytes) throws IOException {
        FrameReader reader = new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
        List<Frame> frames = new ArrayList<>();
        int read = 0;
        while (read < bytes.length) {
            JsonObject header = reader.next();
            ByteBuffer payload = reader.payload();
            byte[] copy = new byte[payload.remaining()];
            payload.get(copy);
            frames.add(new Frame(header, copy));
            ByteBuffer lengths = ByteBuffer.wrap(bytes, read, 12);
            read += 12 + lengths.getInt() + (int) lengths.getLong();
        }
        return new Answer(frames);
    }

    List<Frame> ofKind(String kind) {
        return frames.stream().filter(frame -> frame.kind().equals(kind)).toList();
    }

    Frame outcome() {
        List<Frame> outcomes = ofKind("outcome");
        if (outcomes.size() != 1) {
            throw new AssertionError("one outcome expected: " + frames);
        }
        return outcomes.get(0);
    }

    String status() {
        return outcome().header().get("status").getAsString();
    }

    JsonObject error() {
        JsonObject error = outcome().header().getAsJsonObject("error");
        if (error == null) {
            throw new AssertionError("an error expected: " + outcome());
        }
        return error;
    }

    List<Double> losses() {
        return ofKind("epoch").stream()
                .map(frame -> frame.header().get("loss").getAsDouble())
                .toList();
    }

    byte[] trained() {
        if (!status().equals("ok")) {
            throw new AssertionError("no trained model: " + outcome());
        }
        return ofKind("blob").get(0).payload();
    }

    List<String> tensorNames() {
        return ofKind("tensor").stream()
                .map(frame -> frame.header().get("name").getAsString())
                .toList();
    }

    Frame tensor(String name) {
        return ofKind("tensor").stream()
                .filter(frame -> frame.header().get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tensor " + name + ": " + frames));
    }

    /** The elements of a float32 tensor. */
    List<Double> floats(String name) {
        Frame frame = tensor(name);
        if (!frame.header().get("dtype").getAsString().equals("float32")) {
            throw new AssertionError("not float32: " + frame.header());
        }
        return floats(frame.payload());
    }

    static List<Double> floats(byte[] payload) {
        ByteBuffer buffer = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> values = new ArrayList<>();
        while (buffer.hasRemaining()) {
            values.add((double) buffer.getFloat());
        }
        return values;
    }
}

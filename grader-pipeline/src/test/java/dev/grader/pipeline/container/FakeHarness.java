package dev.grader.pipeline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.protocol.Frame;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.container.ContainerOutcome.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Answers like the harnesses in the images, for a submission in which every function returns its first array: so a backward
 * returns the upstream gradient, which is right for it. A model stores {@link #NUMBERS} numbers.
 */
public final class FakeHarness implements FakeEngine.Script {
    /** As a pickle of protocol 2. */
    private static final byte[] EMPTY_DICTIONARY = {(byte) 0x80, 2, '}', '.'};

    public static final int NUMBERS = 40;

    private final Function<FakeContainer, Tensor> predictions;

    /**
     * A harness.
     *
     * @param predictions what comes out of an evaluation
     */
    public FakeHarness(Function<FakeContainer, Tensor> predictions) {
        this.predictions = predictions;
    }

    @Override
    public FakeEngine.Answer answer(FakeContainer container) {
        List<Frame> frames = new ArrayList<>();
        frames.add(Replies.ready());
        if (container.step().equals("export")) {
            frames.add(Replies.parsed());
        }
        for (JsonNode unit : container.units()) {
            frames.addAll(unit(container, unit));
        }
        frames.add(Replies.done());
        return new FakeEngine.Answer(frames, End.EXITED, 0);
    }

    /** All frames of a unit that does what it should. */
    public List<Frame> unit(FakeContainer container, JsonNode unit) {
        String id = unit.path("id").asText();
        List<Frame> frames = new ArrayList<>();
        switch (container.step()) {
            case "export" -> frames.add(Replies.blob(id, module(NUMBERS)));
            case "probe" -> unit.path("programs").forEach(program -> frames.addAll(program(container, id, program)));
            case "gradient" -> frames.addAll(gradients(container, id, unit));
            case "train" -> {
                frames.add(Replies.epoch(id, 1, 0.75));
                frames.add(Replies.epoch(id, 2, 0.5));
                frames.add(Replies.blob(id, container.blob(unit.path("module").asText())));
            }
            case "evaluate" -> frames.add(Replies.tensor(id, "predictions", predictions.apply(container)));
            default -> throw new IllegalStateException("no harness knows the step " + container.step());
        }
        frames.add(Replies.outcome(id, "ok"));
        return frames;
    }

    /** Every function and method returns its first argument if that is an array; what is read is that of the call before. */
    private static List<Frame> program(FakeContainer container, String unit, JsonNode program) {
        List<Frame> frames = new ArrayList<>();
        Map<String, Tensor> results = new HashMap<>();
        for (JsonNode call : program.path("calls")) {
            String id = call.path("id").asText();
            JsonNode argument = call.path("arguments").path(0);
            Tensor result = Tensor.ofDoubles(List.of(), 0);
            if (argument.has("tensor")) {
                result = container.tensor(argument.path("tensor").asText());
            } else if (call.has("of")) {
                result = Objects.requireNonNull(results.get(call.path("of").asText()));
            }
            results.put(id, result);
            for (int i = 0; i < call.path("record").size(); i++) {
                frames.add(Replies.tensor(unit, id + "." + i, result));
            }
        }
        for (JsonNode move : program.path("moves")) {
            Tensor tensor = container.tensor(move.path("tensor").asText());
            for (JsonNode offset : move.path("offsets")) {
                frames.add(Replies.tensor(
                        unit, move.path("id").asText() + "." + offset.asInt(), moved(tensor, offset.asInt(), move)));
            }
        }
        return frames;
    }

    private static Tensor moved(Tensor tensor, int offset, JsonNode move) {
        int size = tensor.elements();
        double[] values = new double[size * move.path("by").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.toDoubles()[i % size];
        }
        for (int i = 0; i < move.path("by").size(); i++) {
            values[i * size + offset] += move.path("by").path(i).asDouble();
        }
        List<Long> shape = new ArrayList<>(tensor.shape());
        shape.addFirst((long) move.path("by").size());
        return Tensor.ofDoubles(shape, values);
    }

    private static List<Frame> gradients(FakeContainer container, String id, JsonNode unit) {
        List<Frame> frames = new ArrayList<>();
        frames.add(Replies.tensor(
                id, "output", container.tensor(unit.path("inputs").path(0).asText())));
        frames.add(Replies.tensor(
                id, "input.0", container.tensor(unit.path("upstream").asText())));
        unit.path("state").properties().forEach(state -> {
            Tensor values = container.tensor(state.getValue().asText());
            frames.add(Replies.tensor(
                    id,
                    "parameter." + state.getKey(),
                    new Tensor(
                            ElementType.UINT8,
                            values.shape(),
                            new byte[values.elements() * ElementType.UINT8.bytes()])));
        });
        return frames;
    }

    /** An archive like TorchScript's, with so many numbers of four bytes in it. */
    public static byte[] module(int numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "model/data.pkl", EMPTY_DICTIONARY);
            put(zip, "model/code/__torch__.py", 500);
            put(zip, "model/constants.pkl", 4);
            put(zip, "model/data/0", numbers * 3);
            put(zip, "model/constants/0", numbers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, int size) throws IOException {
        put(zip, name, new byte[size]);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}

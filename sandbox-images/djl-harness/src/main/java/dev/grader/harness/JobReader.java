package dev.grader.harness;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole job: the plan, then arrays and modules, then the end. Modules go into files of the scratch folder. */
final class JobReader {
    static final int PROTOCOL = 1;

    private final FrameReader frames;
    private final Path scratch;
    private final Map<String, WireTensor> tensors = new HashMap<>();
    private final Map<String, Path> modules = new HashMap<>();

    JobReader(FrameReader frames, Path scratch) {
        this.frames = frames;
        this.scratch = scratch;
    }

    /**
     * The job's units in order.
     *
     * @throws ProtocolException if this is no complete job of protocol 1 for this image
     */
    List<WorkUnit> read() throws IOException {
        Fields job = new Fields(frames.next());
        frames.noPayload();
        if (!job.text("frame").equals("job") || job.integer("protocol") != PROTOCOL) {
            throw new ProtocolException("the first frame must be a job of protocol " + PROTOCOL);
        }
        boolean open = true;
        while (open) {
            Fields frame = new Fields(frames.next());
            switch (frame.text("frame")) {
                case "tensor" -> tensor(frame);
                case "blob" -> module(frame);
                case "end" -> {
                    frames.noPayload();
                    open = false;
                }
                default -> throw new ProtocolException("unexpected frame " + frame.text("frame"));
            }
        }
        String step = job.text("step");
        List<WorkUnit> units = new ArrayList<>();
        for (JsonElement element : job.array("units")) {
            Fields unit = new Fields(element.getAsJsonObject());
            try {
                units.add(unit(step, unit));
            } catch (IllegalArgumentException e) {
                throw new ProtocolException("unit " + unit.text("id") + ": " + e.getMessage(), e);
            }
        }
        return units;
    }

    private void tensor(Fields frame) throws IOException {
        JsonArray lengths = frame.array("shape");
        long[] shape = new long[lengths.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = lengths.get(axis).getAsLong();
        }
        try {
            WireTensor tensor =
                    new WireTensor(ElementType.ofWireName(frame.text("dtype")), new Shape(shape), frames.payload());
            if (tensors.put(frame.text("id"), tensor) != null) {
                throw new ProtocolException("tensor " + frame.text("id") + " was sent twice");
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ProtocolException("tensor " + frame.text("id") + ": " + e.getMessage(), e);
        }
    }

    private void module(Fields frame) throws IOException {
        Path file = scratch.resolve("module-" + modules.size() + ".pt");
        frames.payloadTo(file);
        if (modules.put(frame.text("id"), file) != null) {
            throw new ProtocolException("blob " + frame.text("id") + " was sent twice");
        }
    }

    private WorkUnit unit(String step, Fields unit) throws ProtocolException {
        String id = unit.text("id");
        ModuleSource module = new ModuleSource.Scripted(known(modules, "blob", unit.text("module")));
        double seconds = unit.number("seconds");
        return switch (step) {
            case "gradient" -> {
                Map<String, WireTensor> state = new LinkedHashMap<>();
                for (Map.Entry<String, JsonElement> entry : unit.object("state").entrySet()) {
                    state.put(entry.getKey(), array(entry.getValue().getAsString()));
                }
                List<WireTensor> inputs = new ArrayList<>();
                for (JsonElement input : unit.array("inputs")) {
                    inputs.add(array(input.getAsString()));
                }
                yield new WorkUnit.Gradient(id, module, seconds, state, inputs, array(unit.text("upstream")));
            }
            case "train" ->
                new WorkUnit.Train(
                        id,
                        module,
                        seconds,
                        array(unit.text("inputs")),
                        array(unit.text("labels")),
                        unit.whole("seed"),
                        recipe(new Fields(unit.object("recipe"))));
            case "evaluate" ->
                new WorkUnit.Evaluate(id, module, seconds, array(unit.text("inputs")), unit.integer("batch_size"));
            default -> throw new ProtocolException("step " + step + " does not belong to the DJL image");
        };
    }

    private static Recipe recipe(Fields recipe) throws ProtocolException {
        Recipe.LossKind loss = switch (recipe.text("loss")) {
            case "cross_entropy" -> Recipe.LossKind.CROSS_ENTROPY;
            case "mse" -> Recipe.LossKind.MSE;
            default -> throw new ProtocolException("unknown loss " + recipe.text("loss"));
        };
        return new Recipe(
                recipe.integer("epochs"),
                recipe.integer("batch_size"),
                loss,
                recipe.integer("threads"),
                recipe.number("clip_norm", 0),
                optimizer(new Fields(recipe.object("optimizer"))));
    }

    private static OptimizerSettings optimizer(Fields optimizer) throws ProtocolException {
        double learningRate = optimizer.number("learning_rate");
        double weightDecay = optimizer.number("weight_decay", 0);
        return switch (optimizer.text("name")) {
            case "adam" ->
                new OptimizerSettings.Adam(
                        learningRate,
                        optimizer.number("beta1", 0.9),
                        optimizer.number("beta2", 0.999),
                        optimizer.number("epsilon", 1e-8),
                        weightDecay);
            case "sgd" ->
                new OptimizerSettings.Sgd(
                        learningRate, optimizer.number("momentum", 0), optimizer.flag("nesterov"), weightDecay);
            default -> throw new ProtocolException("unknown optimizer " + optimizer.text("name"));
        };
    }

    private WireTensor array(String id) throws ProtocolException {
        return known(tensors, "tensor", id);
    }

    private static <T> T known(Map<String, T> sent, String kind, String id) throws ProtocolException {
        T value = sent.get(id);
        if (value == null) {
            throw new ProtocolException(kind + " " + id + " is named in the plan and was not sent");
        }
        return value;
    }
}

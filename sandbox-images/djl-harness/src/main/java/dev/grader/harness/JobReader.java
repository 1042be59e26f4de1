package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.grader.harness.source.SourceRule;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole job: the plan, then arrays and modules, then the end. Modules go into files of the scratch folder. */
final class JobReader {
    static final int PROTOCOL = 1;
    /** Where large files are mounted. */
    private static final Path DATA = Path.of("/data");

    private final FrameReader frames;
    private final Path scratch;
    private final Map<String, WireTensor> tensors = new HashMap<>();
    private final Map<String, MappedRows> mounted = new HashMap<>();
    private final Map<String, Path> modules = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private SubmittedSources sources = new SubmittedSources(Map.of(), List.of());

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
                case "mapped" -> mapped(frame);
                case "blob" -> keep(frame);
                case "file" -> file(frame);
                case "end" -> {
                    frames.noPayload();
                    open = false;
                }
                default -> throw new ProtocolException("unexpected frame " + frame.text("frame"));
            }
        }
        String step = job.text("step");
        if (step.equals("compile")) {
            sources = new SubmittedSources(files, rules(job));
        }
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
        if (tensors.put(frame.text("id"), WireTensor.read(frame, frames)) != null) {
            throw new ProtocolException("tensor " + frame.text("id") + " was sent twice");
        }
    }

    private void mapped(Fields frame) throws IOException {
        frames.noPayload();
        LongBuffer order = frame.has("order") ? order(frame.text("order")) : null;
        if (mounted.put(frame.text("id"), MappedRows.read(frame, DATA, order)) != null) {
            throw new ProtocolException("rows " + frame.text("id") + " were named twice");
        }
    }

    private LongBuffer order(String id) throws ProtocolException {
        WireTensor order = array(id);
        if (order.type() != ElementType.INT64 || order.shape().dimension() != 1) {
            throw new ProtocolException("an order of rows is a list of int64");
        }
        return order.longs();
    }

    /** Only what the compiler reads is kept. */
    private void file(Fields frame) throws IOException {
        byte[] content = frames.bytes();
        String path = frame.text("path");
        if (path.endsWith(".java")) {
            files.put(path, new String(content, StandardCharsets.UTF_8));
        }
    }

    private void keep(Fields frame) throws IOException {
        Path file = scratch.resolve("module-" + modules.size() + ".pt");
        frames.payloadTo(file);
        if (modules.put(frame.text("id"), file) != null) {
            throw new ProtocolException("blob " + frame.text("id") + " was sent twice");
        }
    }

    private static List<SourceRule> rules(Fields job) throws ProtocolException {
        List<SourceRule> rules = new ArrayList<>();
        for (JsonElement element : job.array("rules")) {
            Fields rule = new Fields(element.getAsJsonObject());
            rules.add(new SourceRule(
                    rule.text("id"), texts(rule.array("forbidden_imports")), texts(rule.array("forbidden_calls"))));
        }
        return rules;
    }

    private static List<String> texts(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    private WorkUnit unit(String step, Fields unit) throws IOException {
        String id = unit.text("id");
        double seconds = unit.number("seconds");
        return switch (step) {
            case "compile" -> new WorkUnit.Compile(id, seconds, unit.text("target"), sources);
            case "build" -> new WorkUnit.Build(id, JavaModel.read(blob(unit)), seconds, unit.whole("seed"));
            case "probe" -> {
                List<ProbeProgram> programs = new ArrayList<>();
                for (JsonElement program : unit.array("programs")) {
                    programs.add(ProbeProgram.read(new Fields(program.getAsJsonObject())));
                }
                yield new WorkUnit.Probe(id, seconds, classes(), tensors, programs);
            }
            case "gradient" -> {
                Map<String, WireTensor> state = state(unit);
                List<WireTensor> inputs = new ArrayList<>();
                for (JsonElement input : unit.array("inputs")) {
                    inputs.add(array(input.getAsString()));
                }
                yield new WorkUnit.Gradient(id, module(unit), seconds, state, inputs, array(unit.text("upstream")));
            }
            case "train" ->
                new WorkUnit.Train(
                        id,
                        module(unit),
                        seconds,
                        rows(unit.text("inputs")),
                        rows(unit.text("labels")),
                        unit.whole("seed"),
                        RecipeReader.read(new Fields(unit.object("recipe"))));
            case "evaluate" ->
                new WorkUnit.Evaluate(
                        id,
                        unit.has("state") ? new ModuleSource.WithState(module(unit), state(unit)) : module(unit),
                        seconds,
                        rows(unit.text("inputs")),
                        unit.integer("batch_size"),
                        (int) unit.number("output", -1));
            default -> throw new ProtocolException("step " + step + " does not belong to the DJL image");
        };
    }

    private Path blob(Fields unit) throws ProtocolException {
        return known(modules, "blob", unit.text("module"));
    }

    private ModuleSource module(Fields unit) throws IOException {
        return ModuleSource.of(blob(unit));
    }

    private Map<String, WireTensor> state(Fields unit) throws ProtocolException {
        Map<String, WireTensor> state = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : unit.object("state").entrySet()) {
            state.put(entry.getKey(), array(entry.getValue().getAsString()));
        }
        return state;
    }

    /** A job that calls submitted code has one blob, the classes. */
    private Map<String, byte[]> classes() throws IOException {
        if (modules.size() != 1) {
            throw new ProtocolException("a probe needs one blob with classes, not " + modules.size());
        }
        return JavaModel.readClasses(modules.values().iterator().next());
    }

    private Rows rows(String id) throws ProtocolException {
        MappedRows rows = mounted.get(id);
        return rows == null ? array(id) : rows;
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

package dev.grader.harness;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A submitted DJL block. Its state is its parameters, running statistics included; other fields are as its constructor makes them. */
final class BlockModule implements TrainableModule {
    private final Model model;
    private final Block block;
    private final ParameterStore store;
    private final Map<String, PtNDArray> parameters = new LinkedHashMap<>();

    private BlockModule(Model model, Block block) {
        this.model = model;
        this.block = block;
        this.store = new ParameterStore(model.getNDManager(), false);
    }

    /**
     * Builds the block, and gives it its state if there is one. New parameters depend on the seed of the engine.
     *
     * @throws StudentException if the code raises an error or gives no block
     */
    static BlockModule load(JavaModel java) throws StudentException {
        SubmittedClasses classes = new SubmittedClasses(java.classes());
        Model model = Model.newInstance("model", "PyTorch");
        try {
            SubmittedCall call = SubmittedCall.of(classes, java.target(), model.getNDManager());
            List<Object> arguments =
                    java.construct().stream().map(Literals::value).toList();
            BlockModule module = of(model, call.invoke(arguments), java.target(), java.inputs());
            if (java.state() != null) {
                module.setAll(java.state());
            }
            return module;
        } catch (StudentException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** A module around an object that submitted code gave; the model is closed with it. */
    static BlockModule of(Model model, @Nullable Object built, String target, List<JavaModel.InputForm> inputs)
            throws StudentException {
        if (!(built instanceof Block block)) {
            throw new StudentException(
                    "ResultError",
                    target + " must give an ai.djl.nn.Block; it gives "
                            + (built == null ? "null" : built.getClass().getName()) + ".");
        }
        Shape[] shapes = inputs.stream().map(input -> new Shape(input.shape())).toArray(Shape[]::new);
        DataType type = inputs.stream().anyMatch(input -> input.type() == ElementType.FLOAT64)
                ? DataType.FLOAT64
                : DataType.FLOAT32;
        StudentCode.call(() -> {
            block.initialize(model.getNDManager(), type, shapes);
            return block;
        });
        BlockModule module = new BlockModule(model, block);
        module.collectParameters();
        return module;
    }

    private void collectParameters() throws StudentException {
        for (Pair<String, Parameter> pair : StudentCode.call(block::getParameters)) {
            Parameter parameter = pair.getValue();
            NDArray array = StudentCode.call(parameter::getArray);
            array.setRequiresGradient(parameter.requiresGradient());
            parameters.put(pair.getKey(), (PtNDArray) array);
        }
    }

    /** @throws StudentException if the block does not have exactly these parameters */
    private void setAll(Map<String, WireTensor> state) throws StudentException {
        if (!state.keySet().equals(parameters.keySet())) {
            throw new StudentException(
                    "StateError",
                    "The block has other parameters than when it was built first: " + parameters.keySet()
                            + " instead of " + state.keySet()
                            + "; they must depend on its constructor's arguments alone.");
        }
        for (Map.Entry<String, WireTensor> entry : state.entrySet()) {
            set(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public NDManager manager() {
        return model.getNDManager();
    }

    /** By DJL's names: a block's own parameters by theirs, those of children after the child's name. */
    @Override
    public Map<String, PtNDArray> parameters() {
        return parameters;
    }

    /** Each forward is told its mode. */
    @Override
    public void trainingMode() {}

    @Override
    public NDList forward(NDList inputs, boolean training) throws StudentException {
        if (training) {
            return checked(StudentCode.call(() -> block.forward(store, inputs, true)));
        }
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return checked(StudentCode.call(() -> block.forward(store, inputs, false)));
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Like forward, but the outputs can be differentiated in evaluation mode too. */
    NDList differentiable(NDList inputs, boolean training) throws StudentException {
        return checked(StudentCode.call(() -> block.forward(store, inputs, training)));
    }

    private static NDList checked(NDList outputs) throws StudentException {
        // A block of the student's may return null, whatever the signature says.
        if (outputs == null || outputs.stream().anyMatch(output -> !(output instanceof PtNDArray))) {
            throw new StudentException(
                    "ResultError", "forward must give an NDList of arrays; it gave " + outputs + ".");
        }
        return outputs;
    }

    /** Writes the parameters alone; the classes do not come from here. */
    @Override
    public void save(Path file) throws IOException, StudentException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            FrameWriter out = new FrameWriter(channel);
            for (Map.Entry<String, PtNDArray> entry : parameters.entrySet()) {
                JsonObject header = FrameWriter.header("tensor");
                header.addProperty("id", entry.getKey());
                header.addProperty("parameter", entry.getValue().hasGradient());
                out.tensor(header, WireTensor.of(entry.getValue()));
            }
        }
    }

    @Override
    public void close() {
        model.close();
    }
}

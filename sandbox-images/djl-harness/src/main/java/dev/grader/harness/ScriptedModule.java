package dev.grader.harness;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A TorchScript module in DJL. It is loaded with its own parameters as leaves that can be trained, and, unlike by
 * {@link Model#load}, a parameter that the author froze stays frozen.
 */
final class ScriptedModule implements AutoCloseable {
    private final Model model;
    private final PtSymbolBlock block;
    private final Map<String, PtNDArray> parameters = new LinkedHashMap<>();

    private ScriptedModule(Model model, PtSymbolBlock block) {
        this.model = model;
        this.block = block;
    }

    static ScriptedModule load(Path file) {
        Model model = Model.newInstance("model", "PyTorch");
        try {
            // Parameters loaded under inference mode, as DJL does without the last argument, cannot be trained.
            PtSymbolBlock block = JniUtils.loadModule(
                    (PtNDManager) model.getNDManager(), file, false, new String[0], new String[0], true);
            model.setBlock(block);
            ScriptedModule module = new ScriptedModule(model, block);
            module.collectParameters();
            return module;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void collectParameters() {
        for (Pair<String, Parameter> pair : block.getParameters()) {
            PtNDArray array = (PtNDArray) pair.getValue().getArray();
            pair.getValue().freeze(!JniUtils.requiresGrad(array));
            parameters.put(array.getName(), array);
        }
    }

    Model model() {
        return model;
    }

    /** By the names that torch gives them. */
    Map<String, PtNDArray> parameters() {
        return parameters;
    }

    /**
     * Switches to training mode. Must be called before the first forward of a training: DJL loads a module in
     * evaluation mode, believes that it is in training mode, and would drop nothing in a dropout layer.
     */
    void trainingMode() {
        JniUtils.enableTrainingMode(block);
    }

    /** The one tensor that forward gives in evaluation mode, without gradients. */
    NDArray predict(NDList inputs) throws StudentException {
        return single(block.forward(new ParameterStore(model.getNDManager(), false), inputs, false));
    }

    /** The one tensor that forward gives in training mode. */
    NDArray train(NDList inputs) throws StudentException {
        return single(block.forward(new ParameterStore(model.getNDManager(), false), inputs, true));
    }

    static NDArray single(NDList outputs) throws StudentException {
        if (outputs.size() != 1) {
            throw new StudentException(
                    "ResultError", "forward must give one tensor; it gave " + outputs.size() + " of them.");
        }
        return outputs.get(0);
    }

    /**
     * Copies a value into a parameter.
     *
     * @throws StudentException if the module has no such parameter, or one of another shape
     */
    void set(String name, WireTensor value) throws StudentException {
        PtNDArray parameter = parameters.get(name);
        if (parameter == null) {
            throw new StudentException(
                    "StateError",
                    "The module must have a parameter named " + name + "; it has "
                            + (parameters.isEmpty() ? "none" : String.join(", ", parameters.keySet())) + ".");
        }
        if (!parameter.getShape().equals(value.shape())) {
            throw new StudentException(
                    "StateError",
                    "Parameter " + name + " must have the shape " + value.shape() + "; it has the shape "
                            + parameter.getShape() + ".");
        }
        try (NDArray source = value.copyTo(model.getNDManager());
                NDArray converted = source.toType(parameter.getDataType(), true)) {
            converted.copyTo(parameter);
        }
    }

    /** Writes the whole module, code, parameters and buffers, in evaluation mode. */
    void save(Path file) throws IOException {
        JniUtils.enableInferenceMode(block);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            JniUtils.writeModule(block, out, false);
        }
    }

    /** True if no parameter has a value that is NaN or infinite. */
    boolean isFinite() {
        for (PtNDArray parameter : parameters.values()) {
            if (!parameter.getDataType().isFloating()) {
                continue;
            }
            try (NDArray finite =
                    parameter.isNaN().logicalOr(parameter.isInfinite()).any()) {
                if (finite.getBoolean()) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        model.close();
    }
}

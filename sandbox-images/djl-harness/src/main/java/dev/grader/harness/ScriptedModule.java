package dev.grader.harness;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
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
final class ScriptedModule implements TrainableModule {
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

    @Override
    public NDManager manager() {
        return model.getNDManager();
    }

    /** By the names that torch gives them. */
    @Override
    public Map<String, PtNDArray> parameters() {
        return parameters;
    }

    /**
     * DJL loads a module in evaluation mode, believes that it is in training mode, and would drop nothing in a dropout
     * layer.
     */
    @Override
    public void trainingMode() {
        JniUtils.enableTrainingMode(block);
    }

    @Override
    public NDList forward(NDList inputs, boolean training) throws StudentException {
        try {
            return block.forward(new ParameterStore(model.getNDManager(), false), inputs, training);
        } catch (UnsupportedOperationException | IllegalStateException | IllegalArgumentException e) {
            // DJL's words for a value that it cannot read as arrays; what the module itself raises is an
            // EngineException.
            throw new StudentException(
                    "ResultError",
                    "forward must return a tensor, or a tuple or list of tensors; it returned nothing (a missing return?), a"
                            + " number, or something nested.");
        }
    }

    /** Writes code, parameters and buffers, in evaluation mode. */
    @Override
    public void save(Path file) throws IOException {
        JniUtils.enableInferenceMode(block);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            JniUtils.writeModule(block, out, false);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}

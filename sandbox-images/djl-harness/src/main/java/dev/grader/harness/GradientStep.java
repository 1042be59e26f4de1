package dev.grader.harness;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.Map;

/** Runs a module once with DJL's autograd and sends the gradients of {@code sum(output × upstream)}. */
final class GradientStep {
    /** Any fixed number: a layer that drops at random gives the same gradients each time. */
    private static final long SEED = 1;

    private final FrameWriter out;

    GradientStep(FrameWriter out) {
        this.out = out;
    }

    void run(WorkUnit.Gradient unit) throws IOException, StudentException {
        JniUtils.setNumThreads(1);
        JniUtils.setSeed(SEED);
        // Loaded anew for each unit, so no gradient of an earlier one is there to be added to.
        try (TrainableModule module = unit.module().load();
                NDManager manager = module.manager().newSubManager()) {
            for (Map.Entry<String, WireTensor> entry : unit.state().entrySet()) {
                module.set(entry.getKey(), entry.getValue());
            }
            NDList inputs = new NDList();
            for (WireTensor input : unit.inputs()) {
                NDArray array = input.copyTo(manager);
                array.setRequiresGradient(array.getDataType().isFloating());
                inputs.add(array);
            }
            NDArray upstream = unit.upstream().copyTo(manager);
            module.trainingMode();
            WireTensor output;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray result = module.train(inputs);
                output = WireTensor.of(result);
                if (!result.getShape().equals(upstream.getShape())) {
                    throw new StudentException(
                            "ShapeError",
                            "The output must have the shape " + upstream.getShape() + "; it has the shape "
                                    + result.getShape() + ".");
                }
                NDArray sum = result.mul(upstream).sum();
                // Without any gradient each leaf is reported as such below.
                Autograd.backward(collector, sum);
            }
            out.tensor(unit.id(), "output", output);
            for (int position = 0; position < inputs.size(); position++) {
                if (inputs.get(position).getDataType().isFloating()) {
                    send(unit, "input." + position, "Input " + position, (PtNDArray) inputs.get(position));
                }
            }
            for (Map.Entry<String, PtNDArray> entry : module.parameters().entrySet()) {
                send(unit, "parameter." + entry.getKey(), "Parameter " + entry.getKey(), entry.getValue());
            }
        }
    }

    private void send(WorkUnit.Gradient unit, String name, String subject, PtNDArray leaf)
            throws IOException, StudentException {
        // Not NDArray.getGradient(): that makes up zeros where there is no gradient.
        NDArray gradient = JniUtils.getGradient(leaf);
        if (gradient == null) {
            out.note(
                    unit.id(),
                    subject + " gets no gradient: the output does not depend on it through operations"
                            + " that can be differentiated.");
            return;
        }
        out.tensor(unit.id(), name, WireTensor.of(gradient));
    }
}

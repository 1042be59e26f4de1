package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Runs a module in evaluation mode over all input rows, in batches and in order, and sends the predictions. */
final class EvaluateStep {
    /** Any fixed number: a model that draws random numbers when it predicts draws the same ones each time. */
    private static final long SEED = 1;

    private final FrameWriter out;

    EvaluateStep(FrameWriter out) {
        this.out = out;
    }

    void run(WorkUnit.Evaluate unit, Deadline deadline) throws IOException, StudentException, DeadlineException {
        JniUtils.setNumThreads(1);
        JniUtils.setSeed(SEED);
        try (TrainableModule module = unit.module().load();
                NDManager manager = module.manager().newSubManager()) {
            Rows.Opened inputs = unit.inputs().open(manager);
            List<WireTensor> parts = new ArrayList<>();
            long rows = unit.inputs().rows();
            for (long start = 0; start < rows; start += unit.batchSize()) {
                deadline.check();
                parts.add(batch(module, inputs, start, Math.min(rows, start + unit.batchSize()), unit.output()));
            }
            out.tensor(unit.id(), "predictions", join(parts, rows));
        }
    }

    private static WireTensor batch(TrainableModule module, Rows.Opened inputs, long start, long end, int position)
            throws StudentException {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray output = module.output(new NDList(inputs.range(start, end)), false, position);
            Shape shape = output.getShape();
            if (shape.dimension() == 0 || shape.get(0) != end - start) {
                throw new StudentException(
                        "ShapeError",
                        "The model must give one row per input row: " + (end - start)
                                + " rows went in, the output has the shape " + shape + ".");
            }
            return WireTensor.of(output);
        }
    }

    private static WireTensor join(List<WireTensor> parts, long rows) throws StudentException {
        WireTensor first = parts.get(0);
        int bytes = 0;
        for (WireTensor part : parts) {
            if (part.type() != first.type()
                    || !part.shape().slice(1).equals(first.shape().slice(1))) {
                throw new StudentException(
                        "ShapeError",
                        "The model's output changes its form between batches: " + first.shape() + " and " + part.shape()
                                + ".");
            }
            bytes = Math.addExact(bytes, part.data().remaining());
        }
        ByteBuffer all = ByteBuffer.allocate(bytes).order(first.data().order());
        for (WireTensor part : parts) {
            all.put(part.data().duplicate());
        }
        return new WireTensor(first.type(), new Shape(rows).addAll(first.shape().slice(1)), all.flip());
    }
}

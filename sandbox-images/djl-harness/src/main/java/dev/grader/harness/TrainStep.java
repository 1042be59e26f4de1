package dev.grader.harness;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains a module under DJL by a fixed recipe and sends the trained module. */
final class TrainStep {
    private final FrameWriter out;
    private final Path scratch;

    TrainStep(FrameWriter out, Path scratch) {
        this.out = out;
        this.scratch = scratch;
    }

    void run(WorkUnit.Train unit, Deadline deadline)
            throws IOException, StudentException, DeadlineException, NotFiniteException {
        Recipe recipe = unit.recipe();
        JniUtils.setNumThreads(recipe.threads());
        JniUtils.setSeed(unit.seed());
        TrainingLoss loss = new TrainingLoss(recipe.loss());
        try (TrainableModule module = unit.module().load();
                NDManager manager = module.manager().newSubManager()) {
            Optimizer optimizer = optimizer(recipe.optimizer(), manager);
            ParameterUpdate update = new ParameterUpdate(module.parameters(), optimizer, recipe.clipNorm());
            NDArray inputs = unit.inputs().view(manager);
            NDArray labels = loss.prepare(unit.labels().view(manager));
            module.trainingMode();
            EpochOrder order =
                    new EpochOrder(unit.seed(), Math.toIntExact(unit.inputs().rows()));
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                Tally tally = new Tally();
                for (long[] rows : order.next(recipe.batchSize())) {
                    deadline.check();
                    batch(module, loss, update, inputs, labels, rows, tally);
                    if (!Double.isFinite(tally.loss)) {
                        throw new NotFiniteException(epoch);
                    }
                }
                out.write(tally.frame(unit.id(), epoch, recipe));
            }
            if (!module.isFinite()) {
                throw new NotFiniteException(recipe.epochs());
            }
            Path trained = Files.createTempFile(scratch, "trained", ".pt");
            module.save(trained);
            out.blob(unit.id(), trained);
            Files.delete(trained);
        }
    }

    /** Every array of a batch, gradients included, is closed at its end. */
    private static void batch(
            TrainableModule module,
            TrainingLoss loss,
            ParameterUpdate update,
            NDArray inputs,
            NDArray labels,
            long[] rows,
            Tally tally)
            throws StudentException {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDIndex index = new NDIndex("{}", inputs.getManager().create(rows));
            NDArray batchLabels = labels.get(index);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray output = module.train(new NDList(inputs.get(index)));
                NDArray mean = loss.evaluate(batchLabels, output);
                tally.add(rows.length, mean, loss.correct(batchLabels, output), batchLabels.size());
                if (!Double.isFinite(tally.loss)) {
                    return;
                }
                if (!Autograd.backward(collector, mean)) {
                    throw new StudentException(
                            "GradientError",
                            "No parameter of the model gets a gradient: the loss does not depend on any parameter"
                                    + " through operations that can be differentiated.");
                }
            }
            update.step();
        }
    }

    private static Optimizer optimizer(OptimizerSettings settings, NDManager manager) {
        return switch (settings) {
            case OptimizerSettings.Adam adam -> new TorchAdam(adam, manager);
            case OptimizerSettings.Sgd sgd -> new TorchSgd(sgd, manager);
        };
    }

    /** Sums over an epoch. */
    private static final class Tally {
        private long rows;
        private double loss;
        private long correct;
        private long labels;

        void add(int batchRows, NDArray mean, long batchCorrect, long batchLabels) {
            rows += batchRows;
            loss += batchRows * mean.toType(DataType.FLOAT64, false).getDouble();
            correct += batchCorrect;
            labels += batchLabels;
        }

        JsonObject frame(String unit, int epoch, Recipe recipe) {
            JsonObject header = FrameWriter.header("epoch", unit);
            header.addProperty("epoch", epoch);
            header.addProperty("epochs", recipe.epochs());
            header.addProperty("loss", loss / rows);
            if (recipe.loss() == Recipe.LossKind.CROSS_ENTROPY) {
                header.addProperty("accuracy", (double) correct / labels);
            }
            return header;
        }
    }
}

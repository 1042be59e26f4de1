package dev.grader.harness;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One training from its first checkpoint to its last weights. */
final class TrainingRun {
    private final WorkUnit.Train unit;
    private final Recipe recipe;
    private final TrainableModule module;
    private final FrameWriter out;
    private final Path scratch;
    private final TrainingLoss loss;
    private final ParameterUpdate update;
    private final Rows.Opened inputs;
    private final Rows.Opened labels;
    private final EpochOrder order;
    private int epochs;
    private int steps;
    private double best = Double.POSITIVE_INFINITY;
    private int sinceBest;
    private @Nullable Path bestModule;

    /** @param manager owns what lives as long as the training */
    TrainingRun(WorkUnit.Train unit, TrainableModule module, NDManager manager, FrameWriter out, Path scratch) {
        this.unit = unit;
        this.recipe = unit.recipe();
        this.module = module;
        this.out = out;
        this.scratch = scratch;
        loss = new TrainingLoss(recipe.loss(), recipe.output());
        update = new ParameterUpdate(
                module.parameters(),
                TorchOptimizer.of(recipe.optimizer(), manager),
                recipe.clipNorm(),
                recipe.clipValue());
        inputs = unit.inputs().open(manager);
        labels = unit.labels().open(manager);
        order = new EpochOrder(
                unit.seed(), Math.toIntExact(unit.inputs().rows()), recipe.shuffle(), recipe.validationShare());
    }

    void run(Deadline deadline) throws IOException, StudentException, DeadlineException, NotFiniteException {
        checkpoint(0);
        module.trainingMode();
        boolean stopped = false;
        while (!isOver() && !stopped) {
            epoch(deadline);
            if (!recipe.bySteps()) {
                checkpoint(epochs);
            }
            stopped = recipe.validationShare() > 0 && validate(deadline);
        }
        if (bestModule != null) {
            out.blob(unit.id(), bestModule);
            Files.delete(bestModule);
            return;
        }
        requireFinite();
        Path trained = saved();
        out.blob(unit.id(), trained);
        Files.delete(trained);
    }

    private boolean isOver() {
        return recipe.bySteps() ? steps >= recipe.steps() : epochs >= recipe.epochs();
    }

    private void epoch(Deadline deadline) throws IOException, StudentException, DeadlineException, NotFiniteException {
        Tally tally = new Tally();
        for (long[] rows : order.next(recipe.batchSize())) {
            if (recipe.bySteps() && isOver()) {
                break;
            }
            deadline.check();
            batch(rows, tally);
            if (!Double.isFinite(tally.loss)) {
                throw new NotFiniteException(epochs + 1);
            }
            steps++;
            if (recipe.bySteps()) {
                checkpoint(steps);
            }
        }
        epochs++;
        out.write(frame(tally));
    }

    /** Every array of a batch, gradients included, is closed at its end. */
    private void batch(long[] rows, Tally tally) throws StudentException {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray batch = inputs.take(rows);
            NDArray expected = loss.prepare(labels.take(rows));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                TrainingLoss.Value value = loss.of(module, batch, expected, true);
                tally.add(rows.length, value);
                if (!Double.isFinite(tally.loss)) {
                    return;
                }
                if (!Autograd.backward(collector, value.mean())) {
                    throw new StudentException(
                            "GradientError",
                            "No parameter of the model gets a gradient: the loss does not depend on any parameter"
                                    + " through operations that can be differentiated.");
                }
            }
            update.step(recipe.schedule().at(recipe.optimizer().learningRate(), recipe.perStep() ? steps : epochs));
        }
    }

    /** True when the training has not got better for long enough. */
    private boolean validate(Deadline deadline)
            throws IOException, StudentException, DeadlineException, NotFiniteException {
        Tally tally = new Tally();
        for (long[] rows : order.validation(recipe.batchSize())) {
            deadline.check();
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray expected = loss.prepare(labels.take(rows));
                tally.add(rows.length, loss.of(module, inputs.take(rows), expected, false));
            }
        }
        double mean = tally.loss / tally.rows;
        if (mean < best) {
            requireFinite();
            best = mean;
            sinceBest = 0;
            if (bestModule != null) {
                Files.delete(bestModule);
            }
            bestModule = saved();
            return false;
        }
        sinceBest++;
        return sinceBest >= recipe.patience();
    }

    /** Sends the module as it is now, if the recipe asks for it; the end is sent as the result. */
    private void checkpoint(int at) throws IOException, StudentException, NotFiniteException {
        if (recipe.checkpoints().contains(at)) {
            requireFinite();
            Path file = saved();
            out.checkpoint(unit.id(), at, file);
            Files.delete(file);
        }
    }

    private Path saved() throws IOException, StudentException {
        Path file = Files.createTempFile(scratch, "trained", ".pt");
        module.save(file);
        // Saving switches to evaluation mode behind DJL's back: without this the rest of a training would be one.
        module.trainingMode();
        return file;
    }

    private void requireFinite() throws NotFiniteException {
        if (!module.isFinite()) {
            throw new NotFiniteException(Math.max(1, epochs));
        }
    }

    private JsonObject frame(Tally tally) {
        JsonObject header = FrameWriter.header("epoch", unit.id());
        header.addProperty("epoch", epochs);
        header.addProperty(
                "epochs",
                recipe.bySteps() ? Math.ceilDiv(recipe.steps(), order.batches(recipe.batchSize())) : recipe.epochs());
        header.addProperty("loss", tally.loss / tally.rows);
        if (loss.isOverClasses()) {
            header.addProperty("accuracy", (double) tally.correct / tally.labels);
        }
        return header;
    }

    /** Sums over an epoch. */
    private static final class Tally {
        private long rows;
        private double loss;
        private long correct;
        private long labels;

        void add(int batchRows, TrainingLoss.Value value) {
            rows += batchRows;
            loss += batchRows * value.mean().toType(DataType.FLOAT64, false).getDouble();
            correct += value.correct();
            labels += value.labels();
        }
    }
}

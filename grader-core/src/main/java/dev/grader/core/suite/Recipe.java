package dev.grader.core.suite;

import java.util.List;
import java.util.Optional;

/**
 * How a model is trained under DJL, the same for the reference and for students.
 *
 * @param shuffle whether each epoch has a new order of rows, drawn from the training's seed; otherwise the file's
 * @param validation stops early, on rows taken from the training split by the training's seed
 * @param checkpoints after how many epochs (or steps, where the length is in steps) the model is evaluated as well, for
 *     curve checks; 0 is before the first step, and the end is always evaluated
 * @param threads threads of libtorch, whatever the machine has
 * @param studentSeeds trainings of a submission, at least 3 where the score is relative to the reference
 * @param referenceSeeds trainings of the reference at calibration, at least 10 there
 */
public record Recipe(
        Length length,
        int batchSize,
        boolean shuffle,
        Loss loss,
        OptimizerSettings optimizer,
        Schedule schedule,
        Clipping clipping,
        Optional<Validation> validation,
        InitialWeights initialWeights,
        List<Integer> checkpoints,
        int threads,
        int studentSeeds,
        int referenceSeeds) {
    /** Most checkpoints of one training: each is a whole model that is sent and evaluated. */
    public static final int MAXIMUM_CHECKPOINTS = 8;

    public Recipe {
        if (batchSize < 1 || threads < 1 || studentSeeds < 1 || referenceSeeds < 1) {
            throw new IllegalArgumentException("batch_size, threads and seeds must be at least 1");
        }
        checkpoints = checkpoints.stream().distinct().sorted().toList();
        if (checkpoints.size() > MAXIMUM_CHECKPOINTS) {
            throw new IllegalArgumentException("a recipe has at most " + MAXIMUM_CHECKPOINTS + " checkpoints");
        }
        if (!checkpoints.isEmpty() && (checkpoints.getFirst() < 0 || checkpoints.getLast() > length.count())) {
            throw new IllegalArgumentException("checkpoints must lie between 0 and " + length.count()
                    + (length.epochs() > 0 ? " epochs" : " steps"));
        }
    }

    /** Epochs of a constant learning rate, from the student's own initial weights. */
    public Recipe(
            int epochs,
            int batchSize,
            Loss loss,
            OptimizerSettings optimizer,
            int threads,
            int studentSeeds,
            int referenceSeeds,
            double clipNorm) {
        this(
                Length.ofEpochs(epochs),
                batchSize,
                true,
                loss,
                optimizer,
                new Schedule.Constant(Schedule.Per.EPOCH),
                new Clipping(clipNorm, 0),
                Optional.empty(),
                InitialWeights.STUDENT,
                List.of(),
                threads,
                studentSeeds,
                referenceSeeds);
    }

    /**
     * How long it goes on: one of the two is 0.
     *
     * @param epochs passes over the training rows
     * @param steps of the optimiser, whatever pass they are in
     */
    public record Length(int epochs, int steps) {
        public Length {
            if (epochs < 0 || steps < 0 || (epochs == 0) == (steps == 0)) {
                throw new IllegalArgumentException("a recipe needs either epochs or steps, at least 1");
            }
        }

        static Length ofEpochs(int epochs) {
            return new Length(epochs, 0);
        }

        /** Epochs or steps. */
        public int count() {
            return Math.max(epochs, steps);
        }
    }

    /**
     * Gradients are scaled, then cut.
     *
     * @param norm scaled down to this Euclidean norm over all parameters; 0 for none
     * @param value each element cut to ±value; 0 for none
     */
    public record Clipping(double norm, double value) {
        public Clipping {
            if (!(norm >= 0) || !(value >= 0)) {
                throw new IllegalArgumentException("clip_norm and clip_value cannot be negative");
            }
        }
    }

    /**
     * Early stop on the loss over rows that are not trained on; the weights of the best epoch are kept.
     *
     * @param share of the training rows
     * @param patience epochs without a lower loss after which it ends
     */
    public record Validation(double share, int patience) {
        public Validation {
            if (!(share > 0 && share < 1) || patience < 1) {
                throw new IllegalArgumentException("share of validation lies between 0 and 1, patience is at least 1");
            }
        }
    }

    /** Where a training begins. */
    public enum InitialWeights {
        /** As the student's code made them under the training's seed. */
        STUDENT,
        /** Drawn by the grader from the training's seed, by the shape of each parameter. */
        REINITIALISED
    }
}

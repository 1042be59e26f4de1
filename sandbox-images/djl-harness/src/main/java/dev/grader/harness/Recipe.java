package dev.grader.harness;

import java.util.Set;

/**
 * How a model is trained.
 *
 * @param epochs passes over the rows; 0 where {@code steps} counts
 * @param steps of the optimiser; 0 where {@code epochs} counts
 * @param shuffle whether each epoch has an order of its own
 * @param output which value of a returned tuple the loss is of; −1 where forward gives one tensor
 * @param clipNorm gradients are scaled down to this Euclidean norm over all parameters; 0 for none
 * @param clipValue elements of gradients are cut to ± this; 0 for none
 * @param schedule of the learning rate
 * @param perStep whether the schedule counts steps; else epochs
 * @param validationShare rows that are kept out to stop early; 0 for none
 * @param patience epochs without a better validation after which it ends
 * @param reinitialised whether the grader draws the initial weights
 * @param checkpoints after how many epochs (or steps) the module is sent; 0 is before the first step
 */
record Recipe(
        int epochs,
        int steps,
        int batchSize,
        boolean shuffle,
        LossSettings loss,
        int output,
        int threads,
        double clipNorm,
        double clipValue,
        OptimizerSettings optimizer,
        LearningRate schedule,
        boolean perStep,
        double validationShare,
        int patience,
        boolean reinitialised,
        Set<Integer> checkpoints) {
    /** What is minimised. */
    enum LossKind {
        CROSS_ENTROPY,
        BCE_WITH_LOGITS,
        MSE,
        MAE,
        HUBER,
        NLL,
        /** A scalar that the module computes itself. */
        MODULE_OUTPUT
    }

    /**
     * A loss.
     *
     * @param classesLast whether classes are on the last axis although the second one would fit
     * @param delta of huber
     * @param position module_output: which value of a returned tuple is the loss
     * @param withLabels module_output: whether the module gets the labels as its second argument
     */
    record LossSettings(LossKind kind, boolean classesLast, double delta, int position, boolean withLabels) {}

    Recipe {
        if ((epochs < 1) == (steps < 1) || batchSize < 1 || threads < 1 || !(clipNorm >= 0) || !(clipValue >= 0)) {
            throw new IllegalArgumentException(
                    "either epochs or steps, batch_size and threads are at least 1, limits of gradients at least 0");
        }
        if (!(validationShare >= 0 && validationShare < 1) || patience < 1) {
            throw new IllegalArgumentException("a validation share lies from 0 to 1, patience is at least 1");
        }
        checkpoints = Set.copyOf(checkpoints);
    }

    boolean bySteps() {
        return steps > 0;
    }
}

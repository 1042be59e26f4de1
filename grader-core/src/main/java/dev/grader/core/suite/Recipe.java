package dev.grader.core.suite;

/**
 * How a model is trained under DJL, the same for the reference and for students.
 *
 * @param threads threads of libtorch, whatever the machine has
 * @param studentSeeds trainings of a submission, at least 3 where the score is relative to the reference
 * @param referenceSeeds trainings of the reference at calibration, at least 10 there
 * @param clipNorm gradients are scaled down to this Euclidean norm over all parameters; 0 for none
 */
public record Recipe(
        int epochs,
        int batchSize,
        Loss loss,
        OptimizerSettings optimizer,
        int threads,
        int studentSeeds,
        int referenceSeeds,
        double clipNorm) {
    /** What is minimised; the model's output is logits for {@link #CROSS_ENTROPY}. */
    public enum Loss {
        CROSS_ENTROPY,
        MSE
    }

    public Recipe {
        if (epochs < 1 || batchSize < 1 || threads < 1 || studentSeeds < 1 || referenceSeeds < 1) {
            throw new IllegalArgumentException("epochs, batch_size, threads and seeds must be at least 1");
        }
        if (clipNorm < 0) {
            throw new IllegalArgumentException("clip_norm cannot be negative");
        }
    }
}

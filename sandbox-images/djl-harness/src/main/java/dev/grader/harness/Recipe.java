package dev.grader.harness;

/**
 * How a model is trained.
 *
 * @param clipNorm gradients are scaled down to this Euclidean norm over all parameters; 0 for none
 */
record Recipe(int epochs, int batchSize, LossKind loss, int threads, double clipNorm, OptimizerSettings optimizer) {
    enum LossKind {
        CROSS_ENTROPY,
        MSE
    }

    Recipe {
        if (epochs < 1 || batchSize < 1 || threads < 1 || !(clipNorm >= 0)) {
            throw new IllegalArgumentException("epochs, batch_size and threads are at least 1, clip_norm at least 0");
        }
    }
}

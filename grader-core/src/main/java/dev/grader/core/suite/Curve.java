package dev.grader.core.suite;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a training's course must show, computed outside of every container from predictions of the model at checkpoints. The
 * loss of these checks is a metric, not what the training minimises.
 *
 * @param measure what is computed; lower is better
 * @param on whose rows; of the training split the first {@link #TRAINING_ROWS}
 */
public record Curve(
        Metric measure,
        On on,
        Optional<InitialLoss> initialLoss,
        Optional<Overfits> overfits,
        Optional<FallsBy> fallsBy) {
    /** Enough for a loss, and cheap to evaluate at each checkpoint. */
    public static final int TRAINING_ROWS = 512;

    public Curve {
        if (measure.higherIsBetter()) {
            throw new IllegalArgumentException(
                    "measure of curve must be one that falls: log_loss, perplexity, mse, mae");
        }
    }

    /** Which split. */
    public enum On {
        TRAIN,
        TEST
    }

    /** Whether the model is evaluated before its first step. */
    public boolean needsBeginning() {
        return initialLoss.isPresent() || fallsBy.isPresent();
    }

    /**
     * The loss before the first step. Above the range costs points; below it is told to a person, as it looks pre-trained.
     *
     * @param expected empty for chance, ln C of C classes
     * @param tolerance relative
     * @param share of the points that it costs
     */
    public record InitialLoss(OptionalDouble expected, double tolerance, BigDecimal share) {}

    /**
     * A second, short training on few rows, all of them in each step, at a constant learning rate.
     *
     * @param samples rows, drawn from the training split by the training's seed
     * @param lossAtMost after it, on the same rows in evaluation mode
     * @param share of the points that it costs
     */
    public record Overfits(int samples, int steps, OptionalDouble learningRate, double lossAtMost, BigDecimal share) {}

    /**
     * The loss before the first step over the loss at the end.
     *
     * @param share of the points that it costs
     */
    public record FallsBy(double factor, BigDecimal share) {}
}

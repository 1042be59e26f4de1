package dev.grader.harness;

/** The loss of a training became NaN or infinite. */
final class NotFiniteException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int epoch;

    /** @param epoch counted from 1 */
    NotFiniteException(int epoch) {
        super("the training loss is no finite number in epoch " + epoch);
        this.epoch = epoch;
    }

    int epoch() {
        return epoch;
    }
}

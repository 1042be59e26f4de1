package dev.grader.core.suite;

/**
 * What a training minimises. It drives the training and is never a score.
 *
 * @param classesLast cross_entropy and nll: the classes are on the last axis, as language models return them; otherwise
 *     on the second, as torch has them, unless only the last one fits the labels
 * @param delta huber: from which difference on it is linear
 * @param output module_output: which value of the returned tuple is the scalar; 0 also where it returns one tensor
 * @param withLabels module_output: the model is called with the labels as its second argument
 */
public record Loss(Kind kind, boolean classesLast, double delta, int output, boolean withLabels) {
    public static final Loss CROSS_ENTROPY = of(Kind.CROSS_ENTROPY);
    public static final Loss MSE = of(Kind.MSE);

    /** Each is the mean over all elements, as torch's. */
    public enum Kind {
        CROSS_ENTROPY,
        BCE_WITH_LOGITS,
        MSE,
        MAE,
        HUBER,
        NLL,
        /** The scalar that the student's module returns in training mode. */
        MODULE_OUTPUT
    }

    public Loss {
        if (!(delta > 0)) {
            throw new IllegalArgumentException("delta of huber must be above 0");
        }
        if (output < 0) {
            throw new IllegalArgumentException("module_output is the position in a tuple, counted from 0");
        }
    }

    public static Loss of(Kind kind) {
        return new Loss(kind, false, 1, 0, false);
    }
}

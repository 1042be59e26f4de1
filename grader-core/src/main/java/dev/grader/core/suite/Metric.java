package dev.grader.core.suite;

/**
 * Computed outside of every container, from predictions and labels.
 *
 * @param k of top_k
 * @param of what the predictions are, where that matters
 * @param classesLast as in {@link Loss}
 */
public record Metric(Name name, int k, Of of, boolean classesLast) {
    public static final Metric ACCURACY = of(Name.ACCURACY);

    public static Metric of(Name name) {
        return new Metric(name, 5, Of.LOGITS, false);
    }

    /** What is measured. */
    public enum Name {
        /** Share of rows (positions, for sequences) whose largest output is at the label's place. */
        ACCURACY("accuracy", true),
        /** Share of rows whose label is among the k largest outputs. */
        TOP_K("top-k accuracy", true),
        /** F1 of each class, averaged without weights. */
        MACRO_F1("macro F1", true),
        /** Area under the ROC curve; for several classes one against the rest, averaged without weights. */
        AUROC("AUROC", true),
        /** Mean negative logarithm of the probability of the label. */
        LOG_LOSS("log-loss", false),
        /** e to the power of the log-loss. */
        PERPLEXITY("perplexity", false),
        MSE("mean squared error", false),
        MAE("mean absolute error", false),
        /** Share of the variance of the labels that is explained. */
        R2("R²", true);

        private final String words;
        private final boolean higherIsBetter;

        Name(String words, boolean higherIsBetter) {
            this.words = words;
            this.higherIsBetter = higherIsBetter;
        }

        /** Whether a larger value is a better model. */
        public boolean higherIsBetter() {
            return higherIsBetter;
        }
    }

    /** What predictions are. */
    public enum Of {
        /** Any numbers, of which the softmax (or the sigmoid, for one output) is taken; log-probabilities too. */
        LOGITS,
        PROBABILITIES
    }

    public boolean higherIsBetter() {
        return name.higherIsBetter;
    }

    /** Its name in a sentence. */
    public String words() {
        return name == Name.TOP_K ? "top-" + k + " accuracy" : name.words;
    }
}

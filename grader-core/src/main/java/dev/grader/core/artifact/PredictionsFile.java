package dev.grader.core.artifact;

import dev.grader.core.suite.Artifact;
import dev.grader.core.tensor.Tensor;
import java.util.List;

/** A file of predictions, whatever its form. */
public final class PredictionsFile {
    private PredictionsFile() {}

    /**
     * The predictions in the order of the hidden rows.
     *
     * @return {@code [rows, numbers per row]} of float64, all finite
     * @throws UnreadableArtifactException with the first few mistakes and where they are
     */
    public static Tensor read(byte[] content, Artifact.Predictions form, HiddenRows hidden)
            throws UnreadableArtifactException {
        if (form.file().endsWith(".csv")) {
            double[] values = CsvPredictions.read(content, form, hidden);
            return tensor(values, form.columns().size(), hidden);
        }
        NumpyPredictions.Rows rows = NumpyPredictions.read(content, form, hidden);
        return tensor(rows.values(), rows.width(), hidden);
    }

    private static Tensor tensor(double[] values, int width, HiddenRows hidden) {
        return Tensor.ofDoubles(List.of((long) hidden.count(), (long) width), values);
    }
}

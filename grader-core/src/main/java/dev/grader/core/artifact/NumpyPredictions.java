package dev.grader.core.artifact;

import dev.grader.core.suite.Artifact;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions in a {@code .npy} or {@code .npz} file; object arrays, which are pickles, are refused. */
final class NumpyPredictions {
    /** 32 MiB as doubles: a thousand classes for four thousand rows. */
    private static final int MOST_NUMBERS = 4 << 20;

    private final Artifact.Predictions form;

    private NumpyPredictions(Artifact.Predictions form) {
        this.form = form;
    }

    /**
     * Numbers in the order of the hidden rows.
     *
     * @param width numbers of a row
     */
    record Rows(double[] values, int width) {}

    static Rows read(byte[] content, Artifact.Predictions form, HiddenRows hidden) throws UnreadableArtifactException {
        return new NumpyPredictions(form).read(content, hidden);
    }

    private Rows read(byte[] content, HiddenRows hidden) throws UnreadableArtifactException {
        if (form.file().endsWith(".npy")) {
            return rows(array("the array", content), null, hidden);
        }
        Map<String, byte[]> arrays = Npz.arrays(form.file(), content);
        byte[] predictions = arrays.get(form.array());
        if (predictions == null) {
            throw new UnreadableArtifactException(form.file() + " has no array '" + form.array() + "', only "
                    + arrays.keySet() + "; save it with numpy.savez(\"" + form.file() + "\", " + form.array() + "=…)");
        }
        byte[] ids = arrays.get(form.id());
        return rows(
                array("the array '" + form.array() + "'", predictions),
                ids == null ? null : array("the array '" + form.id() + "'", ids),
                hidden);
    }

    private Tensor array(String name, byte[] content) throws UnreadableArtifactException {
        try {
            return Npy.read(content);
        } catch (IllegalArgumentException unreadable) {
            throw new UnreadableArtifactException(form.file() + ", " + name + ": " + unreadable.getMessage());
        }
    }

    private Rows rows(Tensor predictions, @Nullable Tensor ids, HiddenRows hidden) throws UnreadableArtifactException {
        int rows = hidden.count();
        int dimensions = predictions.shape().size();
        if (dimensions < 1 || dimensions > 2 || predictions.shape().getFirst() != rows) {
            throw new UnreadableArtifactException(form.file() + ": the predictions must have the shape (" + rows
                    + ",) or (" + rows + ", scores), not " + predictions.shape());
        }
        int width = dimensions == 1 ? 1 : Math.toIntExact(predictions.shape().get(1));
        if (width == 0) {
            throw new UnreadableArtifactException(form.file() + ": the predictions have rows without numbers");
        }
        if (predictions.elements() > MOST_NUMBERS) {
            throw new UnreadableArtifactException(form.file() + ": the predictions have " + width
                    + " numbers a row, which comes to " + predictions.elements() + "; at most " + MOST_NUMBERS
                    + " are read. Save one number for each class, or one label a row");
        }
        double[] values = predictions.toDoubles();
        Mistakes mistakes = new Mistakes(form.file());
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                mistakes.add("row " + i / width + ": NaN or infinity where a number is needed");
            }
        }
        mistakes.throwIfAny();
        return new Rows(ids == null ? values : ordered(values, width, ids, hidden), width);
    }

    private double[] ordered(double[] values, int width, Tensor ids, HiddenRows hidden)
            throws UnreadableArtifactException {
        if (ids.type().isFloating() || ids.shape().size() != 1 || ids.elements() * width != values.length) {
            throw new UnreadableArtifactException(form.file() + ": the array '" + form.id()
                    + "' must hold a whole number for every prediction, not " + ids);
        }
        Assignment assignment = new Assignment(hidden, width, new Mistakes(form.file()));
        double[] numbers = ids.toDoubles();
        for (int row = 0; row < numbers.length; row++) {
            assignment.put(
                    "row " + row, (long) numbers[row], Arrays.copyOfRange(values, row * width, (row + 1) * width));
        }
        return assignment.values();
    }
}

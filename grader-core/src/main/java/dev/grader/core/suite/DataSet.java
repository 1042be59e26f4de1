package dev.grader.core.suite;

import java.util.List;

/**
 * A data set, declared once per suite. Files are {@code .npy} paths inside the suite's bundle.
 *
 * @param trainInputs given to training
 * @param trainLabels given to training
 * @param testInputs given to evaluation only
 * @param testLabels never given to any container
 * @param shape of one row as the model sees it
 * @param scale every input is multiplied by it and handed over as float32
 */
public record DataSet(
        String trainInputs, String trainLabels, String testInputs, String testLabels, List<Long> shape, double scale) {
    public DataSet {
        shape = List.copyOf(shape);
    }
}

package dev.grader.core.suite;

import dev.grader.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A data set, declared once per suite.
 *
 * @param train given to training; a set that only predictions are judged on has none
 * @param test inputs are given to evaluation only, labels never to any container
 * @param shape of one row as the model sees it
 * @param scale every input is multiplied by it
 */
public record DataSet(Optional<Split> train, Split test, List<Long> shape, double scale) {
    public DataSet {
        shape = List.copyOf(shape);
    }

    /**
     * In what type a model gets inputs: whole numbers that are not scaled, such as token ids, stay what they are; everything
     * else becomes float32, bytes among it, since they are pixels.
     */
    public ElementType inputType(ElementType stored) {
        return switch (stored) {
            case INT32, INT64, BOOL -> scale == 1 ? stored : ElementType.FLOAT32;
            case UINT8, FLOAT32, FLOAT64 -> ElementType.FLOAT32;
        };
    }

    /** Two files with a row per example. */
    public record Split(DataFile inputs, DataFile labels) {}

    /** All files, those of the training split first. */
    public List<DataFile> files() {
        List<DataFile> files = new ArrayList<>();
        train.ifPresent(split -> files.addAll(List.of(split.inputs(), split.labels())));
        files.addAll(List.of(test.inputs(), test.labels()));
        return files;
    }
}

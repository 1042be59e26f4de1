package dev.grader.pipeline.step;

import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The splits of a data set as the model sees them. */
final class SplitData {
    private final DataSet data;
    private final SuiteBundle bundle;

    SplitData(DataSet data, SuiteBundle bundle) {
        this.data = data;
        this.bundle = bundle;
    }

    Tensor trainInputs() {
        return inputs(data.trainInputs());
    }

    Tensor trainLabels() {
        return Npy.read(bundle.file(data.trainLabels()));
    }

    Tensor testInputs() {
        return inputs(data.testInputs());
    }

    /** Stays outside of every container. */
    Tensor testLabels() {
        return Npy.read(bundle.file(data.testLabels()));
    }

    /** Scaled float32, a row of the declared shape for each row of the file. */
    private Tensor inputs(String path) {
        Tensor stored = Npy.read(bundle.file(path));
        double[] values = stored.toDoubles();
        ByteBuffer scaled =
                ByteBuffer.allocate(values.length * ElementType.FLOAT32.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            scaled.putFloat((float) (value * data.scale()));
        }
        List<Long> shape = new ArrayList<>();
        shape.add(stored.shape().getFirst());
        shape.addAll(data.shape());
        return new Tensor(ElementType.FLOAT32, shape, scaled.array());
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The splits of a data set as the model sees them. */
final class SplitData {
    private final DataSet data;
    private final JobInput input;

    SplitData(DataSet data, JobInput input) {
        this.data = data;
        this.input = input;
    }

    /** The data set that a test names. */
    static SplitData of(TestDefinition.Measured test, JobInput input) {
        DataSet declared = input.bundle().suite().data().get(test.data());
        if (declared == null) {
            throw new IllegalArgumentException("the suite has no data set '" + test.data() + "'");
        }
        return new SplitData(declared, input);
    }

    Tensor trainInputs() throws InfrastructureFault {
        return inputs(train().inputs());
    }

    Tensor trainLabels() throws InfrastructureFault {
        return read(train().labels());
    }

    Tensor testInputs() throws InfrastructureFault {
        return inputs(data.test().inputs());
    }

    /** Stays outside of every container. */
    Tensor testLabels() throws InfrastructureFault {
        return read(data.test().labels());
    }

    private DataSet.Split train() {
        return data.train().orElseThrow(() -> new IllegalArgumentException("the data set has no train split"));
    }

    private Tensor read(DataFile file) throws InfrastructureFault {
        return Npy.read(
                switch (file) {
                    case DataFile.Bundled bundled -> input.bundle().file(bundled.path());
                    case DataFile.Stored stored -> bytes(stored);
                });
    }

    private byte[] bytes(DataFile.Stored stored) throws InfrastructureFault {
        Path path = input.data().get(stored.sha256());
        if (path == null) {
            throw new InfrastructureFault("the data file " + stored.name() + " is not on this worker");
        }
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InfrastructureFault("the data file " + stored.name() + " cannot be read", e);
        }
    }

    /** Scaled float32, a row of the declared shape for each row of the file. */
    private Tensor inputs(DataFile file) throws InfrastructureFault {
        Tensor stored = read(file);
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

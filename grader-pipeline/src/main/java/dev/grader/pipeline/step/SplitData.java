package dev.grader.pipeline.step;

import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.NpyHeader;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobInput;
import java.io.IOException;
import java.nio.file.Path;

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

    /** The training split in the form in which a container gets it. */
    TrainStep.Rows training() throws InfrastructureFault {
        DataSet.Split train =
                data.train().orElseThrow(() -> new IllegalArgumentException("the data set has no train split"));
        return new TrainStep.Rows(inputs(train.inputs()), labels(train.labels()));
    }

    /** The inputs of the hidden split in the form in which a container gets them. */
    StoredRows testInputs() throws InfrastructureFault {
        return inputs(data.test().inputs());
    }

    /** Stays outside of every container. */
    Tensor testLabels() throws InfrastructureFault {
        return labels(data.test().labels()).tensor();
    }

    /** As many rows of zeros, of the form of the hidden inputs. */
    StoredRows zeros(long rows) throws InfrastructureFault {
        ElementType stored = switch (data.test().inputs()) {
            case DataFile.Bundled bundled ->
                NpyHeader.of(input.bundle().file(bundled.path())).type();
            case DataFile.Stored file -> header(file).type();
        };
        return new StoredRows.Sent(StoredRows.zeros(data.inputType(stored), rows, data.shape()));
    }

    private StoredRows inputs(DataFile file) throws InfrastructureFault {
        return switch (file) {
            case DataFile.Bundled bundled -> new StoredRows.Sent(StoredRows.inputs(read(bundled), data));
            case DataFile.Stored stored -> StoredRows.mountedInputs(path(stored), header(stored), data);
        };
    }

    private StoredRows labels(DataFile file) throws InfrastructureFault {
        return switch (file) {
            case DataFile.Bundled bundled -> new StoredRows.Sent(read(bundled));
            case DataFile.Stored stored -> StoredRows.mountedLabels(path(stored), header(stored));
        };
    }

    private Tensor read(DataFile.Bundled file) {
        return Npy.read(input.bundle().file(file.path()));
    }

    private Path path(DataFile.Stored stored) throws InfrastructureFault {
        Path path = input.data().get(stored.sha256());
        if (path == null) {
            throw new InfrastructureFault("the data file " + stored.name() + " is not on this worker");
        }
        return path;
    }

    private NpyHeader header(DataFile.Stored stored) throws InfrastructureFault {
        try {
            return NpyHeader.read(path(stored));
        } catch (IOException | IllegalArgumentException e) {
            throw new InfrastructureFault("the data file " + stored.name() + " cannot be read", e);
        }
    }
}

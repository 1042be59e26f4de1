package dev.grader.pipeline.step;

import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.NpyHeader;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** The inputs of the hidden split in the form in which a container gets them. */
    StoredRows testRows() throws InfrastructureFault {
        return switch (data.test().inputs()) {
            case DataFile.Bundled bundled -> new StoredRows.Sent(inputs(bundled));
            case DataFile.Stored stored -> mounted(stored);
        };
    }

    /** Shape of a row as the model sees it. */
    List<Long> row() {
        return data.shape();
    }

    private StoredRows mounted(DataFile.Stored stored) throws InfrastructureFault {
        Path file = path(stored);
        try {
            return new StoredRows.Mounted(file, NpyHeader.read(file), data.shape(), data.scale());
        } catch (IOException | IllegalArgumentException e) {
            throw new InfrastructureFault("the data file " + stored.name() + " cannot be read", e);
        }
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

    private Path path(DataFile.Stored stored) throws InfrastructureFault {
        Path path = input.data().get(stored.sha256());
        if (path == null) {
            throw new InfrastructureFault("the data file " + stored.name() + " is not on this worker");
        }
        return path;
    }

    private byte[] bytes(DataFile.Stored stored) throws InfrastructureFault {
        try {
            return Files.readAllBytes(path(stored));
        } catch (IOException e) {
            throw new InfrastructureFault("the data file " + stored.name() + " cannot be read", e);
        }
    }

    private Tensor inputs(DataFile file) throws InfrastructureFault {
        return StoredRows.scaled(read(file), data.shape(), data.scale());
    }
}

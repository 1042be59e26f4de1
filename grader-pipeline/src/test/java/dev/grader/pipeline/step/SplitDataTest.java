package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.protocol.Frame;
import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.JobInput;
import dev.grader.pipeline.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the data store, with four rows of two numbers. */
class SplitDataTest {
    private static final Tensor TOKENS = Tensor.ofLongs(List.of(4L, 2L), 0, 1, 2, 3, 4, 5, 6, 7);
    private static final Tensor LABELS = Tensor.ofLongs(List.of(4L), 1, 0, 1, 0);

    @TempDir
    private Path folder;

    private final Map<String, Path> files = new HashMap<>();

    private DataFile.Stored stored(String name, Tensor tensor) throws IOException {
        byte[] bytes = Npy.write(tensor);
        String digest = "%064x".formatted(files.size());
        files.put(digest, Files.write(folder.resolve(name), bytes));
        return new DataFile.Stored(name, digest, bytes.length);
    }

    private SplitData data(Tensor inputs, double scale) throws IOException {
        DataSet set = new DataSet(
                Optional.of(new DataSet.Split(stored("train-x.npy", inputs), stored("train-y.npy", LABELS))),
                new DataSet.Split(stored("test-x.npy", inputs), stored("test-y.npy", LABELS)),
                List.of(2L),
                scale);
        JobInput plain = Jobs.calibrate(Jobs.bundle(Jobs.train(Jobs.common("train", Visibility.VISIBLE))));
        return new SplitData(
                set,
                new JobInput(plain.lease(), plain.bundle(), plain.submission(), new byte[0], plain.images(), files));
    }

    @Test
    void aLargeTrainingSplitIsMountedAndOnlyThat() throws Exception {
        TrainStep.Rows training = data(TOKENS, 1).training();
        Material material = new Material();

        material.rows(training.inputs());
        material.rows(training.labels());

        assertThat(material.frames()).extracting(Frame::type).containsExactly("mapped", "mapped");
        assertThat(material.mounts().values())
                .containsExactly(folder.resolve("train-x.npy"), folder.resolve("train-y.npy"));
        assertThat(material.frames())
                .allSatisfy(frame -> assertThat(frame.header().has("scale")).isFalse());
    }

    @Test
    void someRowsOfALargeFileAreNamedByTheirNumbers() throws Exception {
        StoredRows some = data(TOKENS, 1).testInputs().take(new int[] {3, 0, 2}).take(new int[] {2, 0});
        Material material = new Material();

        material.rows(some);

        assertThat(some.rows()).isEqualTo(2);
        assertThat(some.tensor()).isEqualTo(Tensor.ofLongs(List.of(2L, 2L), 4, 5, 6, 7));
        assertThat(material.frames()).extracting(Frame::type).containsExactly("tensor", "mapped");
        assertThat(material.frames().getFirst().payload())
                .isEqualTo(Tensor.ofLongs(List.of(2L), 2, 3).data());
        assertThat(material.frames().getLast().text("order"))
                .isEqualTo(material.frames().getFirst().text("id"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT64, 1, INT64",
        "INT32, 1, INT32",
        "BOOL, 1, BOOL",
        "UINT8, 1, FLOAT32",
        "FLOAT64, 1, FLOAT32",
        "INT64, 0.5, FLOAT32",
        "UINT8, 0.5, FLOAT32",
        "FLOAT32, 0.5, FLOAT32"
    })
    void wholeNumbersThatAreNotScaledStayWhatTheyAre(ElementType stored, double scale, ElementType given)
            throws Exception {
        Tensor inputs = new Tensor(stored, List.of(4L, 2L), new byte[8 * stored.bytes()]);
        SplitData data = data(inputs, scale);

        assertThat(data.testInputs().tensor().type()).isEqualTo(given);
        assertThat(data.training().inputs().tensor().shape()).containsExactly(4L, 2L);
        assertThat(data.zeros(3).tensor().type()).isEqualTo(given);
    }
}

package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteBundleTest {
    @TempDir
    private Path folder;

    private final Map<String, byte[]> files = SuiteFolders.files(SuiteFolders.LENET);

    @Test
    void readsTheSuiteOfTheFirstAssignment() throws Exception {
        Path zip = zip();
        SuiteBundle bundle = SuiteBundle.read(zip);

        byte[] expected = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
        assertThat(bundle.digest()).isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(bundle.suite().id()).isEqualTo("lenet-digits");
        assertThat(bundle.suite().maximumPoints()).isEqualByComparingTo(BigDecimal.valueOf(100));
        assertThat(bundle.suite().tests()).hasSize(7);
        assertThat(bundle.suite().fixtures()).hasSize(12);
        assertThat(bundle.filesUnder("fixtures/reference")).containsOnlyKeys("model.py");
    }

    @Test
    void readsASuiteInAWrappingFolder() throws IOException {
        Map<String, byte[]> wrapped = new TreeMap<>();
        files.forEach((path, content) -> wrapped.put("lenet/" + path, content));

        SuiteBundle bundle = SuiteBundle.read(SuiteFolders.zip(wrapped, folder.resolve("suite.zip")));

        assertThat(bundle.file("data/test-labels.npy")).isEqualTo(files.get("data/test-labels.npy"));
    }

    @Test
    void namesAMissingFileAndTheNearestOne() throws IOException {
        files.put("data/test-label.npy", files.remove("data/test-labels.npy"));

        assertThat(errors()).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("data.digits.test.labels");
            assertThat(error.line()).isEqualTo(15);
            assertThat(error.message())
                    .isEqualTo("the suite has no file 'data/test-labels.npy'; did you mean 'data/test-label.npy'?");
        });
    }

    @Test
    void refusesLabelsThatDoNotFitTheInputs() throws IOException {
        files.put("data/train-labels.npy", Npy.write(Tensor.ofLongs(List.of(3L), 1, -2, 3)));

        assertThat(errors())
                .extracting(SuiteError::message)
                .containsExactlyInAnyOrder("has 3 rows, but inputs has 1297", "has a class below 0");
    }

    @Test
    void refusesInputsThatDoNotFitTheirShape() throws IOException {
        replace("shape: [1, 8, 8]", "shape: [1, 8, 9]");

        assertThat(errors())
                .extracting(SuiteError::path)
                .containsExactly("data.digits.train.inputs", "data.digits.test.inputs");
    }

    @Test
    void refusesDataThatIsNoArray() throws IOException {
        files.put("data/train-labels.npy", "1,2,3".getBytes(StandardCharsets.UTF_8));

        assertThat(errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message())
                        .isEqualTo("data/train-labels.npy: this is not a .npy file; write it with numpy.save"));
    }

    @Test
    void refusesAFixtureWithoutFiles() throws IOException {
        files.remove("fixtures/wrong/too-large/model.py");

        assertThat(errors()).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("fixtures.wrong[7].path");
            assertThat(error.message()).contains("no folder 'fixtures/wrong/too-large'");
        });
    }

    @Test
    void refusesAFixtureWithoutARequiredFile() throws IOException {
        files.put("fixtures/starter/main.py", new byte[0]);
        files.remove("fixtures/starter/model.py");

        assertThat(errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("required file 'model.py' is missing"));
    }

    @Test
    void refusesAZipWithoutSuite() throws IOException {
        files.remove("suite.yaml");

        assertThat(errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("suite.yaml is missing"));
    }

    private void replace(String old, String replacement) {
        String text = new String(files.get("suite.yaml"), StandardCharsets.UTF_8);
        assertThat(text).contains(old);
        files.put("suite.yaml", text.replace(old, replacement).getBytes(StandardCharsets.UTF_8));
    }

    private Path zip() throws IOException {
        return SuiteFolders.zip(files, folder.resolve("suite.zip"));
    }

    private List<SuiteError> errors() throws IOException {
        Path zip = zip();
        ProblemException[] caught = new ProblemException[1];
        assertThatThrownBy(() -> SuiteBundle.read(zip))
                .isInstanceOfSatisfying(ProblemException.class, problem -> caught[0] = problem);
        assertThat(caught[0].problem()).isEqualTo(Problem.SUITE_INVALID);
        List<SuiteError> errors = new ArrayList<>();
        for (Object error : (List<?>) caught[0].members().getOrDefault("errors", List.of())) {
            errors.add((SuiteError) error);
        }
        return errors;
    }
}

package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.suite.SuiteDiff.Change;
import dev.grader.core.suite.SuiteDiff.TestChange;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteDiffTest {
    private static final String SUITE = """
            schema: 1
            id: small
            title: Small
            image: python-torch
            point_step: 0.5
            data:
              digits:
                train: {inputs: data/x.npy, labels: data/y.npy}
                test: {inputs: data/x.npy, labels: data/y.npy}
                shape: [2]
            tests:
              - {id: rules, kind: static, title: Rules, points: 1, forbidden_imports: [os]}
              - {id: call, kind: function, title: Call, points: 5, framework: numpy, target: "m:f", tolerance: 1e-4, cases: [[{array: data/a.npy}]]}
              - {id: training, kind: train, title: Training, points: 4, model: "m:g", data: digits, metric: accuracy, recipe: {epochs: 2, batch_size: 2, loss: cross_entropy, optimizer: {name: adam, learning_rate: 0.1}}, cut_off: {name: linear, zero_at: 0.1, full_at: 0.9}}
              - {id: report, kind: manual, title: Report, items: [{id: text, title: Text, points: 3}]}
            fixtures: {reference: solution}
            """;

    @TempDir
    private Path folder;

    private int zips;

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "points: 5|points: 7|call RESCORED|points: 5 → 7",
                "tolerance: 1e-4|tolerance: 1e-3|call RESCORED|tolerance: 0.0001 → 0.001",
                "title: Call|title: Called|call RESCORED|title: \"Call\" → \"Called\"",
                "title: Call|title: Call, hint: Think|call RESCORED|hint: default → \"Think\"",
                "title: Call|title: Call, extra_credit: true|call RESCORED|extra_credit: default → true",
                "title: Call|title: Call, depends_on: [rules]|call RESCORED|depends_on: default → [\"rules\"]",
                "full_at: 0.9|full_at: 0.8|training RESCORED|cut_off changed",
                "points: 3}|points: 2}|report RESCORED|items changed",
                "title: Rules|title: Rules, visibility: hidden|rules RESCORED|visibility: default → \"hidden\"",
                "title: Call|title: Call, visibility: hidden|call RERUN|visibility of inputs: shown → hidden",
                "target: \"m:f\"|target: \"m:h\"|call RERUN|target: \"m:f\" → \"m:h\"",
                "epochs: 2|epochs: 3|training RERUN|recipe changed",
                "shape: [2]|shape: [1, 2]|training RERUN|data set changed",
                "forbidden_imports: [os]|forbidden_imports: [os, re]|rules RERUN|forbidden_imports: [\"os\"] → [\"os\", \"re\"]",
                "title: Call|title: Call, limits: {cpu_seconds: 5}|call RERUN|limits changed"
            })
    void oneChangeConcernsOneTestOnly(String old, String replacement, String test, String reason) throws IOException {
        assertThat(SUITE).contains(old);
        SuiteDiff diff = SuiteDiff.between(bundle(SUITE, Map.of()), bundle(SUITE.replace(old, replacement), Map.of()));

        String id = test.split(" ", 2)[0];
        TestChange changed = diff.tests().stream()
                .filter(change -> change.testId().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(changed.change()).isEqualTo(Change.valueOf(test.split(" ", 2)[1]));
        assertThat(changed.reasons()).contains(reason);
        assertThat(diff.tests())
                .filteredOn(change -> change.change() != Change.UNCHANGED)
                .containsExactly(changed);
    }

    @Test
    void theSameInOtherWordsIsNoChange() throws IOException {
        String other = SUITE.replace("points: 5", "points: 5.0")
                .replace("tolerance: 1e-4", "tolerance: 0.0001")
                .replace("{id: rules, kind: static", "{kind: static, id: rules");

        assertThat(SuiteDiff.between(bundle(SUITE, Map.of()), bundle(other, Map.of()))
                        .tests())
                .allSatisfy(test -> assertThat(test.change()).isEqualTo(Change.UNCHANGED));
    }

    @Test
    void aFileThatATestNamesIsRunAgainWithIt() throws IOException {
        Map<String, byte[]> other = Map.of("data/a.npy", Npy.write(Tensor.ofLongs(List.of(1L), 9)));

        assertThat(changes(other)).containsExactly(Change.UNCHANGED, Change.RERUN, Change.UNCHANGED, Change.UNCHANGED);
    }

    @Test
    void dataOfATrainingIsRunAgainWithIt() throws IOException {
        Map<String, byte[]> other = Map.of("data/y.npy", Npy.write(Tensor.ofLongs(List.of(2L), 1, 1)));

        assertThat(changes(other)).containsExactly(Change.UNCHANGED, Change.UNCHANGED, Change.RERUN, Change.UNCHANGED);
    }

    @Test
    void anotherReferenceChangesWhatIsComparedWithIt() throws IOException {
        assertThat(changes(Map.of("solution/m.py", new byte[] {'#'})))
                .containsExactly(Change.UNCHANGED, Change.RERUN, Change.RERUN, Change.UNCHANGED);
    }

    @Test
    void anotherFixtureChangesNoTest() throws IOException {
        assertThat(changes(Map.of("other/m.py", new byte[] {'#'}))).containsOnly(Change.UNCHANGED);
    }

    @Test
    void anotherImageOrStepOfThePointsConcernsEveryTest() throws IOException {
        SuiteBundle before = bundle(SUITE, Map.of());
        assertThat(kinds(SuiteDiff.between(before, bundle(SUITE.replace("python-torch", "python-torch-2"), Map.of()))))
                .containsExactly(Change.RERUN, Change.RERUN, Change.RERUN, Change.UNCHANGED);
        assertThat(kinds(SuiteDiff.between(before, bundle(SUITE.replace("0.5", "0.25"), Map.of()))))
                .containsOnly(Change.RESCORED);
    }

    @Test
    void testsComeAndGo() throws IOException {
        SuiteDiff diff =
                SuiteDiff.between(bundle(SUITE, Map.of()), bundle(SUITE.replace("id: rules", "id: laws"), Map.of()));

        assertThat(diff.of("laws")).isEqualTo(Change.ADDED);
        assertThat(diff.of("rules")).isEqualTo(Change.REMOVED);
        assertThat(diff.tests().getLast().testId()).isEqualTo("rules");
    }

    @Test
    void digestsAgreeExactlyWhereNothingIsRunAgain() throws IOException {
        Map<String, String> before = SuiteDiff.measurementDigests(bundle(SUITE, Map.of()));
        Map<String, String> after = SuiteDiff.measurementDigests(
                bundle(SUITE.replace("points: 5", "points: 7").replace("epochs: 2", "epochs: 3"), Map.of()));

        assertThat(after).containsEntry("call", before.get("call")).containsEntry("rules", before.get("rules"));
        assertThat(after.get("training")).isNotEqualTo(before.get("training"));
    }

    private List<Change> changes(Map<String, byte[]> other) throws IOException {
        return kinds(SuiteDiff.between(bundle(SUITE, Map.of()), bundle(SUITE, other)));
    }

    private static List<Change> kinds(SuiteDiff diff) {
        return diff.tests().stream().map(TestChange::change).toList();
    }

    private SuiteBundle bundle(String suite, Map<String, byte[]> other) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        files.put("suite.yaml", suite.getBytes(StandardCharsets.UTF_8));
        files.put("data/x.npy", Npy.write(Tensor.ofLongs(List.of(2L, 2L), 1, 2, 3, 4)));
        files.put("data/y.npy", Npy.write(Tensor.ofLongs(List.of(2L), 0, 1)));
        files.put("data/a.npy", Npy.write(Tensor.ofLongs(List.of(1L), 1)));
        files.put("solution/m.py", new byte[0]);
        files.putAll(other);
        zips++;
        return SuiteBundle.read(SuiteFolders.zip(files, folder.resolve("suite" + zips + ".zip")));
    }
}

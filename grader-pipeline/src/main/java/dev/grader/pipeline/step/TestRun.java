package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one test before anything is compared with the reference.
 *
 * @param stop why it was not run to the end, or null
 * @param tensors what came out, for tests that are compared
 * @param evidence that needs no reference
 */
public record TestRun(
        String testId, @Nullable Stop stop, Map<String, Tensor> tensors, List<Evidence> evidence, String output) {
    public TestRun {
        tensors = Map.copyOf(tensors);
        evidence = List.copyOf(evidence);
    }

    static TestRun stopped(String testId, Stop stop, String output) {
        return new TestRun(testId, stop, Map.of(), List.of(), output);
    }

    static TestRun stopped(String testId, Verdict verdict, String message, String output) {
        return stopped(testId, new Stop(verdict, message, message), output);
    }

    /** What one unit gave. */
    static TestRun of(String testId, UnitResult result) {
        List<Evidence> notes = new ArrayList<>();
        result.notes().forEach(note -> notes.add(new Evidence.Note(note)));
        return new TestRun(testId, result.stop(), result.tensors(), notes, result.output());
    }

    TestMeasurement measurement(List<Evidence> comparisons) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.addAll(comparisons);
        return new TestMeasurement(testId, stop, all, output);
    }
}

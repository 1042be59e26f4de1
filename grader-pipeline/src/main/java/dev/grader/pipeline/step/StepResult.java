package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param units a result for every unit of the request
 * @param searchStop why the search of the files did not come to its end, or null
 */
record StepResult(
        Map<String, UnitResult> units,
        List<SourceFinding> findings,
        @Nullable Stop searchStop) {
    StepResult {
        units = Map.copyOf(units);
        findings = List.copyOf(findings);
    }

    UnitResult unit(String id) {
        UnitResult result = units.get(id);
        if (result == null) {
            throw new IllegalStateException("the step had no unit " + id);
        }
        return result;
    }
}

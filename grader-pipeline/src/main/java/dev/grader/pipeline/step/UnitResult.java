package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence.CurvePoint;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What came of one unit. Tensors and blob are data of the student's: sized and shaped as announced, and nothing more is known
 * of them.
 *
 * @param stop why there is no result, or null when the unit ended well
 * @param checkpoints of a training, after how many epochs or steps
 * @param notes of the harness, for the student
 * @param output what the student's code printed, and its traceback; empty where inputs are hidden
 */
public record UnitResult(
        String unit,
        @Nullable Stop stop,
        Map<String, Tensor> tensors,
        byte @Nullable [] blob,
        Map<Integer, byte[]> checkpoints,
        List<String> notes,
        List<CurvePoint> curve,
        String output) {
    public UnitResult {
        tensors = Map.copyOf(tensors);
        checkpoints = Map.copyOf(checkpoints);
        notes = List.copyOf(notes);
        curve = List.copyOf(curve);
    }

    /** Without checkpoints. */
    public UnitResult(
            String unit,
            @Nullable Stop stop,
            Map<String, Tensor> tensors,
            byte @Nullable [] blob,
            List<String> notes,
            List<CurvePoint> curve,
            String output) {
        this(unit, stop, tensors, blob, Map.of(), notes, curve, output);
    }

    /** The same with other bytes for each of its models. */
    UnitResult withModels(UnaryOperator<byte[]> change) {
        byte[] before = blob;
        Map<Integer, byte[]> changed = new HashMap<>();
        checkpoints.forEach((at, checkpoint) -> changed.put(at, change.apply(checkpoint)));
        return new UnitResult(
                unit, stop, tensors, before == null ? null : change.apply(before), changed, notes, curve, output);
    }
}

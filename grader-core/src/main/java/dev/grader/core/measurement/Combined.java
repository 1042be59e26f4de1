package dev.grader.core.measurement;

import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts together what several jobs have measured, test by test, so that it can be scored as one. */
public final class Combined {
    private Combined() {}

    /**
     * The tests that are taken from a record.
     *
     * @param tests ids
     */
    public record Part(MeasurementRecord record, Set<String> tests) {
        public Part {
            tests = Set.copyOf(tests);
        }
    }

    /**
     * One record of the tests of several.
     *
     * @param parts the first gives what a record has only once
     * @param suiteDigest of the suite that it is to be scored by
     * @throws IllegalArgumentException when there is no part
     */
    public static MeasurementRecord measurement(List<Part> parts, String suiteDigest) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        MeasurementRecord first = parts.getFirst().record();
        List<TestMeasurement> tests = new ArrayList<>();
        List<StepTiming> steps = new ArrayList<>();
        double cpuSeconds = 0;
        for (Part part : parts) {
            part.record().tests().stream()
                    .filter(test -> part.tests().contains(test.testId()))
                    .forEach(tests::add);
            steps.addAll(part.record().steps());
            cpuSeconds += part.record().cpuSeconds();
        }
        return new MeasurementRecord(
                first.version(),
                first.jobId(),
                first.token(),
                suiteDigest,
                first.images(),
                first.machineKind(),
                tests,
                steps,
                cpuSeconds);
    }

    /**
     * One calibration: of every test what the reference measured on the machine on which the submission was. Its outputs are
     * those of the base, so it is for scoring only.
     *
     * @param byTest test id to the calibration that belongs to its measurement
     */
    public static CalibrationRecord calibration(CalibrationRecord base, Map<String, CalibrationRecord> byTest) {
        Map<String, List<Double>> metrics = new HashMap<>();
        Map<String, Integer> examples = new HashMap<>();
        Map<String, Double> errors = new HashMap<>();
        byTest.forEach((test, calibration) -> {
            copy(test, calibration.metrics(), metrics);
            copy(test, calibration.examples(), examples);
            copy(test, calibration.testSetErrors(), errors);
        });
        return base.with(base.suiteDigest(), metrics, examples, errors, base.outputsDigest());
    }

    /**
     * What is known of an earlier version of the suite and what was measured for this one.
     *
     * @param kept tests whose reference results of the earlier version still hold
     * @param outputsDigest of the outputs of both together
     */
    public static CalibrationRecord calibration(
            CalibrationRecord earlier, Collection<String> kept, CalibrationRecord measured, String outputsDigest) {
        Map<String, List<Double>> metrics = new LinkedHashMap<>(measured.metrics());
        Map<String, Integer> examples = new LinkedHashMap<>(measured.examples());
        Map<String, Double> errors = new LinkedHashMap<>(measured.testSetErrors());
        kept.forEach(test -> {
            copy(test, earlier.metrics(), metrics);
            copy(test, earlier.examples(), examples);
            copy(test, earlier.testSetErrors(), errors);
        });
        return measured.with(measured.suiteDigest(), metrics, examples, errors, outputsDigest);
    }

    private static <V> void copy(String test, Map<String, V> from, Map<String, V> to) {
        V value = from.get(test);
        if (value != null) {
            to.put(test, value);
        }
    }
}

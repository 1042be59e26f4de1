package dev.grader.api.result;

import dev.grader.api.job.Job;
import dev.grader.core.job.JobTests;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Whether a record is what the worker was asked for. One that is not is refused whole: its worker is broken, and no score
 * may come of it.
 */
final class RecordCheck {
    private static final int MAXIMUM_STEPS = 1_000;
    private static final int MAXIMUM_STEP_NAME = 200;
    private static final int MAXIMUM_SENTENCE = 4_000;

    private final Job job;
    private final String suiteDigest;
    private final Suite suite;

    RecordCheck(Job job, String suiteDigest, Suite suite) {
        this.job = job;
        this.suiteDigest = suiteDigest;
        this.suite = suite;
    }

    /**
     * Checks what a worker measured.
     *
     * @throws ProblemException RECORD_VERSION or INVALID_REQUEST
     */
    void check(MeasurementRecord record) {
        identity(record.version(), record.jobId(), record.token(), record.suiteDigest());
        steps(record.steps());
        require(Double.isFinite(record.cpuSeconds()) && record.cpuSeconds() >= 0, "cpuSeconds is no time");
        Set<String> seen = new HashSet<>();
        Set<String> expected = testIds();
        for (TestMeasurement test : record.tests()) {
            require(expected.contains(test.testId()), "the suite has no test '" + test.testId() + "'");
            require(seen.add(test.testId()), "test '" + test.testId() + "' is in it twice");
            test.evidence().forEach(evidence -> evidence(test.testId(), evidence));
        }
        expected.removeAll(seen);
        require(expected.isEmpty(), "it lacks the tests " + expected);
    }

    /**
     * Checks what the reference measured.
     *
     * @throws ProblemException RECORD_VERSION or INVALID_REQUEST
     */
    void check(CalibrationRecord record) {
        identity(record.version(), record.jobId(), record.token(), record.suiteDigest());
        steps(record.steps());
        require(record.machineKind().equals(job.machineKind()), "it is of another kind of machine");
        for (TestDefinition test : JobTests.of(job.kind(), suite)) {
            if (test instanceof TestDefinition.Train) {
                List<Double> seeds = record.metrics().getOrDefault(test.id(), List.of());
                require(!seeds.isEmpty(), "it lacks the reference's metrics of '" + test.id() + "'");
                require(seeds.stream().allMatch(Double::isFinite), "a metric of '" + test.id() + "' is not finite");
                require(record.examples().containsKey(test.id()), "it lacks the examples of '" + test.id() + "'");
            }
        }
    }

    private void identity(int version, UUID jobId, long token, String digest) {
        if (version != MeasurementRecord.VERSION) {
            throw new ProblemException(
                    Problem.RECORD_VERSION,
                    "The record has version " + version + ", this API takes " + MeasurementRecord.VERSION
                            + ". Update the worker or the API.");
        }
        require(jobId.equals(job.id()) && token == job.token(), "it is of another lease");
        require(digest.equals(suiteDigest), "it is of another suite");
    }

    private static void steps(List<StepTiming> steps) {
        require(steps.size() <= MAXIMUM_STEPS, "it has more than " + MAXIMUM_STEPS + " steps");
        require(
                steps.stream().allMatch(step -> step.step().length() <= MAXIMUM_STEP_NAME),
                "a step's name is longer than " + MAXIMUM_STEP_NAME + " characters");
    }

    private static void evidence(String testId, Evidence evidence) {
        boolean sound = switch (evidence) {
            case Evidence.Finding finding ->
                finding.name().length() <= MAXIMUM_SENTENCE && finding.file().length() <= MAXIMUM_SENTENCE;
            case Evidence.Flag flag ->
                flag.name().length() <= MAXIMUM_SENTENCE && flag.file().length() <= MAXIMUM_SENTENCE;
            case Evidence.StoredNumbers numbers -> numbers.count() >= 0;
            case Evidence.ModelContents contents -> modelContents(contents);
            case Evidence.SubmissionSize size -> size.bytes() >= 0;
            case Evidence.Comparison comparison ->
                comparison.name().length() <= MAXIMUM_SENTENCE
                        && Double.isFinite(comparison.profile().maximum())
                        && Double.isFinite(comparison.profile().median());
            case Evidence.MetricValue metric -> Double.isFinite(metric.value()) && metric.examples() > 0;
            case Evidence.CurveLoss loss -> Double.isFinite(loss.value()) && Double.isFinite(loss.chance());
            case Evidence.Note note -> note.text().length() <= MAXIMUM_SENTENCE;
        };
        require(
                sound,
                "evidence of '" + testId + "' is out of bounds: "
                        + evidence.getClass().getSimpleName());
    }

    private static boolean modelContents(Evidence.ModelContents contents) {
        return contents.parameters() >= 0
                && contents.buffers() >= 0
                && contents.constants() >= 0
                && contents.written() >= 0
                && contents.tensors().size() <= Evidence.ModelContents.MAXIMUM_TENSORS
                && contents.tensors().stream()
                        .allMatch(tensor -> tensor.name().length() <= MAXIMUM_SENTENCE
                                && tensor.shape().size() <= Tensor.MAXIMUM_DIMENSIONS);
    }

    private Set<String> testIds() {
        return new HashSet<>(JobTests.ids(job.kind(), suite));
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new ProblemException(Problem.INVALID_REQUEST, "The record is refused: " + complaint + ".");
        }
    }
}

package dev.grader.cli.proof;

import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.Scorer;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobInput;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.JobRunner;
import dev.grader.pipeline.SuiteFault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs and scores jobs of one suite as worker and API do together. Safe for several threads. */
public final class LocalGrader {
    private static final int HEARTBEAT_SECONDS = 20;

    private final JobRunner runner;
    private final Map<String, String> images;
    private final SuiteBundle bundle;
    private final Map<String, Path> data;
    private final long secret;

    /**
     * A grader.
     *
     * @param images sandbox image name to the name that the engine is asked for
     * @param data files of the suite's data sets that are not in its bundle, by SHA-256
     * @param secret from which hidden inputs and seeds of trainings are derived; of a published version nobody knows it
     */
    public LocalGrader(
            JobRunner runner, Map<String, String> images, SuiteBundle bundle, Map<String, Path> data, long secret) {
        this.runner = runner;
        this.images = Map.copyOf(images);
        this.bundle = bundle;
        this.data = Map.copyOf(data);
        this.secret = secret;
    }

    public SuiteBundle bundle() {
        return bundle;
    }

    /**
     * Measures the reference, to compare others with.
     *
     * @throws SuiteFault when the reference does not get through the suite's tests
     */
    public JobResult.Calibrated calibrate(String referencePath)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        JobResult result = run(new JobKind.Calibrate(), bundle.filesUnder(referencePath), null);
        if (result instanceof JobResult.Calibrated calibrated) {
            return calibrated;
        }
        throw new IllegalStateException("a calibration gave " + result);
    }

    /** Measures one of the suite's fixtures. */
    public MeasurementRecord measure(String fixturePath, JobResult.Calibrated calibration)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        JobResult result = run(new JobKind.Prove(fixturePath), bundle.filesUnder(fixturePath), calibration);
        if (result instanceof JobResult.Measured measured) {
            return measured.record();
        }
        throw new IllegalStateException("a fixture gave " + result);
    }

    /** Scores what was measured. */
    public ScoreSheet score(JobResult.Calibrated calibration, MeasurementRecord record) {
        return Scorer.score(bundle.suite(), calibration.record(), record);
    }

    // NullAway does not see that an array of a record from another module may be null.
    @SuppressWarnings("NullAway")
    private JobResult run(JobKind kind, Map<String, byte[]> files, JobResult.@Nullable Calibrated calibration)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        CalibrationRecord record = calibration == null ? null : calibration.record();
        byte[] outputs = calibration == null ? null : calibration.referenceOutputs();
        Lease lease =
                new Lease(UUID.randomUUID(), 1, kind, Instant.MAX, HEARTBEAT_SECONDS, bundle.digest(), record, secret);
        Consumer<Progress> unheard = progress -> {};
        return runner.run(new JobInput(lease, bundle, files, outputs, images, data), unheard);
    }
}

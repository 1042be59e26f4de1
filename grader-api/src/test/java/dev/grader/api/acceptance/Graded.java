package dev.grader.api.acceptance;

import dev.grader.api.digest.Sha256;
import dev.grader.api.support.Worker;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker that measures what the script says, over the protocol of workers. */
final class Graded {
    private final Worker worker;
    private final Map<String, PointSuite> suites = new HashMap<>();
    private final Map<String, List<TestMeasurement>> handedIn = new HashMap<>();

    Graded(Worker worker) {
        this.worker = worker;
    }

    static String digest(byte[] bytes) {
        return new Sha256().add(bytes, bytes.length).hexadecimal();
    }

    /** From now on, jobs of that bundle are of that suite. */
    void know(byte[] bundle, PointSuite suite) {
        suites.put(digest(bundle), suite);
    }

    /** What these bytes will earn. */
    void know(byte[] work, PointSuite suite, int earned) {
        handedIn.put(digest(work), suite.earning(earned));
    }

    /** Does all that is queued. */
    void work() {
        Optional<Lease> next = worker.lease();
        while (next.isPresent()) {
            work(next.get());
            next = worker.lease();
        }
    }

    private void work(Lease lease) {
        PointSuite suite = suites.get(lease.suiteDigest());
        if (suite == null) {
            throw new AssertionError("a job of an unknown suite: " + lease);
        }
        switch (lease.kind()) {
            case JobKind.Calibrate calibrate -> calibrate(lease, suite);
            case JobKind.Prove(String fixture) -> measured(lease, suite.proving(fixture));
            case JobKind.Grade(String submission) -> measured(lease, measurements(submission));
            case JobKind.RerunStep(String submission, List<String> tests) -> measured(lease, measurements(submission));
        }
    }

    private List<TestMeasurement> measurements(String digest) {
        List<TestMeasurement> known = handedIn.get(digest);
        if (known == null) {
            throw new AssertionError("nobody handed in " + digest);
        }
        return known;
    }

    private void measured(Lease lease, List<TestMeasurement> tests) {
        worker.measurement(
                        lease,
                        new MeasurementRecord(
                                MeasurementRecord.VERSION,
                                lease.jobId(),
                                lease.token(),
                                lease.suiteDigest(),
                                Worker.IMAGES,
                                Worker.MACHINE,
                                tests,
                                List.of(),
                                1))
                .then()
                .statusCode(204);
    }

    private void calibrate(Lease lease, PointSuite suite) {
        byte[] outputs = outputs(suite.tests());
        String digest = digest(outputs);
        worker.send(lease, digest, outputs).then().statusCode(204);
        worker.calibration(
                        lease,
                        new CalibrationRecord(
                                MeasurementRecord.VERSION,
                                lease.jobId(),
                                lease.token(),
                                lease.suiteDigest(),
                                Worker.IMAGES,
                                Worker.MACHINE,
                                Map.of(),
                                Map.of(),
                                digest,
                                List.of()))
                .then()
                .statusCode(204);
    }

    private static byte[] outputs(List<String> tests) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            FrameWriter writer = new FrameWriter(bytes);
            for (String test : tests) {
                writer.write(Frames.tensor(test, "c0.0", Tensor.ofLongs(List.of(1L), test.length())));
            }
            return bytes.toByteArray();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

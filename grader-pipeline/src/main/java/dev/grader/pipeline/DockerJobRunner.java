package dev.grader.pipeline;

import dev.grader.core.job.JobKind;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.container.ContainerEngine;
import dev.grader.pipeline.step.Architectures;
import dev.grader.pipeline.step.Comparisons;
import dev.grader.pipeline.step.Gate;
import dev.grader.pipeline.step.JobContext;
import dev.grader.pipeline.step.OutputShapes;
import dev.grader.pipeline.step.ReferenceStops;
import dev.grader.pipeline.step.SeedChoice;
import dev.grader.pipeline.step.TestRun;
import dev.grader.pipeline.step.Trial;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs jobs as a sequence of one-shot containers and measures what comes out. */
public final class DockerJobRunner implements JobRunner {
    private final ContainerEngine engine;
    private final String worker;
    private final String machineKind;
    private final Map<String, String> imageDigests;
    private final @Nullable String gpu;
    private final InstantSource clock;

    /**
     * A runner.
     *
     * @param worker goes into the labels of containers
     * @param machineKind as in {@code LeaseRequest}
     * @param imageDigests sandbox image name to its digest, for the record
     * @param gpu the device that DJL's containers get when a suite asks for one; null without
     */
    public DockerJobRunner(
            ContainerEngine engine,
            String worker,
            String machineKind,
            Map<String, String> imageDigests,
            @Nullable String gpu,
            InstantSource clock) {
        this.engine = engine;
        this.worker = worker;
        this.machineKind = machineKind;
        this.imageDigests = Map.copyOf(imageDigests);
        this.gpu = gpu;
        this.clock = clock;
    }

    @Override
    public JobResult run(JobInput input, Consumer<Progress> progress)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        JobContext context = JobContext.begin(engine, input, worker, gpu, clock, progress);
        return switch (input.lease().kind()) {
            case JobKind.Calibrate ignored -> calibrate(context);
            case JobKind.Grade ignored -> measure(context);
            case JobKind.Prove ignored -> measure(context);
            case JobKind.RerunStep ignored -> measure(context);
        };
    }

    private JobResult calibrate(JobContext context) throws InterruptedException, InfrastructureFault, SuiteFault {
        Map<String, List<Long>> shapes = OutputShapes.ofReference(context);
        Trial trial = new Trial(
                context, SeedChoice.ofReference(), shapes, Architectures.ofReference(context), Gate.ofReference());
        Map<String, TestRun> runs = trial.run();
        Map<String, Map<String, Tensor>> outputs = new HashMap<>();
        Map<String, List<Double>> metrics = new HashMap<>();
        Map<String, Integer> examples = new HashMap<>();
        Map<String, List<Double>> errors = new HashMap<>();
        for (TestRun run : runs.values()) {
            Stop stop = run.stop();
            if (stop != null) {
                throw ReferenceStops.fault("does not get through test '" + run.testId() + "'", stop, run.output());
            }
            outputs.put(run.testId(), trial.referenceTensors(run));
            for (Evidence evidence : run.evidence()) {
                if (evidence instanceof Evidence.MetricValue value) {
                    metrics.computeIfAbsent(run.testId(), test -> new ArrayList<>())
                            .add(value.value());
                    examples.put(run.testId(), value.examples());
                    errors.computeIfAbsent(run.testId(), test -> new ArrayList<>())
                            .add(value.standardError());
                }
            }
        }
        byte[] blob = encode(new ReferenceOutputs(outputs));
        CalibrationRecord record = new CalibrationRecord(
                MeasurementRecord.VERSION,
                context.input().lease().jobId(),
                context.input().lease().token(),
                context.input().lease().suiteDigest(),
                imageDigests,
                machineKind,
                metrics,
                examples,
                means(errors),
                sha256(blob),
                context.timings());
        return new JobResult.Calibrated(record, blob);
    }

    private static Map<String, Double> means(Map<String, List<Double>> errors) {
        Map<String, Double> means = new HashMap<>();
        errors.forEach((test, values) -> {
            double mean =
                    values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            if (mean > 0) {
                means.put(test, mean);
            }
        });
        return means;
    }

    private JobResult measure(JobContext context) throws InterruptedException, InfrastructureFault {
        CalibrationRecord calibration = context.input().lease().calibration();
        byte[] blob = context.input().referenceOutputs();
        if (calibration == null || blob == null) {
            throw new InfrastructureFault("the lease came without the measurements of the reference");
        }
        ReferenceOutputs reference = decode(blob);
        Trial trial = new Trial(
                context,
                SeedChoice.ofSubmission(calibration),
                OutputShapes.of(reference.tensors()),
                Architectures.of(reference.tensors()),
                Gate.ofSubmission(context.input().bundle().suite(), calibration, reference::of));
        Map<String, TestRun> runs = trial.run();
        List<TestMeasurement> tests = new ArrayList<>();
        for (TestDefinition test : context.tests()) {
            TestRun run = runs.get(test.id());
            if (run == null) {
                throw new InfrastructureFault("test '" + test.id() + "' was not run");
            }
            tests.add(Comparisons.measurement(test, run, trial.probes().get(test.id()), reference.of(test.id())));
        }
        return new JobResult.Measured(new MeasurementRecord(
                MeasurementRecord.VERSION,
                context.input().lease().jobId(),
                context.input().lease().token(),
                context.input().lease().suiteDigest(),
                imageDigests,
                machineKind,
                tests,
                context.timings(),
                context.cpuSeconds()));
    }

    private static byte[] encode(ReferenceOutputs outputs) throws InfrastructureFault {
        try {
            return outputs.encode();
        } catch (IOException e) {
            throw new InfrastructureFault("the reference's outputs cannot be written: " + e.getMessage());
        }
    }

    private static ReferenceOutputs decode(byte[] blob) throws InfrastructureFault {
        try {
            return ReferenceOutputs.decode(blob);
        } catch (IOException e) {
            throw new InfrastructureFault("the reference's outputs cannot be read: " + e.getMessage());
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.job.JobKind;
import dev.grader.core.job.JobTests;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.TestDefinition;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobInput;
import dev.grader.pipeline.container.ContainerEngine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one job share. For the job's thread, but for {@link #tell}.
 *
 * @param gpu the device that DJL's containers get, or null
 * @param java the compiled classes, for submissions in Java
 */
public record JobContext(
        ContainerEngine engine,
        JobInput input,
        String worker,
        @Nullable String gpu,
        InstantSource clock,
        Consumer<Progress> progress,
        List<StepTiming> timings,
        JavaCode java) {

    /** A context at the beginning of a job. */
    public static JobContext begin(
            ContainerEngine engine,
            JobInput input,
            String worker,
            @Nullable String gpu,
            InstantSource clock,
            Consumer<Progress> progress) {
        return new JobContext(engine, input, worker, gpu, clock, progress, new ArrayList<>(), new JavaCode());
    }

    /** The image for a name that a suite uses. */
    String image(String name) throws InfrastructureFault {
        String image = input.images().get(name);
        if (image == null) {
            throw new InfrastructureFault(
                    "this worker has no sandbox image '" + name + "'; build it with" + " sandbox-images/build.sh");
        }
        return image;
    }

    /** The tests that this job runs, in the suite's order. */
    public List<TestDefinition> tests() {
        return JobTests.of(input.lease().kind(), input.bundle().suite());
    }

    /** The salt of a test's generated arrays. */
    long salt(TestDefinition test) {
        return Seeds.salt(input.lease().secret(test.id()), test.common());
    }

    /**
     * From which the seeds of a test's trainings are derived. The reference gets others than the students: the cut-off takes them for
     * independent draws.
     */
    long trainingSecret(String testId) {
        long secret = input.lease().secret(testId);
        return input.lease().kind() instanceof JobKind.Calibrate ? ~secret : secret;
    }

    void tell(Progress event) {
        progress.accept(event);
    }

    /** CPU time of all containers until now. */
    public double cpuSeconds() {
        return timings.stream().mapToDouble(StepTiming::cpuSeconds).sum();
    }
}

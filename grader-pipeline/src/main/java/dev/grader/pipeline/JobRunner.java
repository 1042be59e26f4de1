package dev.grader.pipeline;

import dev.grader.core.job.Progress;
import java.util.function.Consumer;

/** Runs one leased job in containers. Several jobs may run at the same time, each on a thread of its own. */
public interface JobRunner {
    /**
     * Runs the job to its end. To cancel it, interrupt the thread; its containers are removed before this method returns.
     *
     * @param progress told from the thread of the job or of a container; must not block
     * @throws InterruptedException when the thread was interrupted
     * @throws InfrastructureFault when the job could not be run, through no fault of the student
     * @throws SuiteFault when the reference does not work; of {@code JobKind.Calibrate} only
     */
    JobResult run(JobInput input, Consumer<Progress> progress)
            throws InterruptedException, InfrastructureFault, SuiteFault;
}

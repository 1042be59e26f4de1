package dev.grader.pipeline.container;

import java.util.List;

/**
 * How a container ended. Only for choosing between failing verdicts: nothing in it is ever a score.
 *
 * @param exitCode 137 after a kill; -1 when the engine did not say
 * @param wallSeconds from start to end
 * @param cpuSeconds of the whole container, by its control group
 * @param ended what each unit used that ended, in order
 * @param unit what was used since the last unit ended
 * @param peakMemoryBytes largest anonymous memory that was seen
 * @param violation why output was refused; empty otherwise
 * @param stderr the end of what the container wrote to its standard error, for staff
 */
public record ContainerOutcome(
        End end,
        int exitCode,
        double wallSeconds,
        double cpuSeconds,
        List<UnitUsage> ended,
        UnitUsage unit,
        long peakMemoryBytes,
        String violation,
        String stderr) {
    public ContainerOutcome {
        ended = List.copyOf(ended);
    }

    /** What ended it. */
    public enum End {
        /** It said that it is done. */
        DONE,
        /** It exited before. */
        EXITED,
        OUT_OF_MEMORY,
        CPU_LIMIT,
        WALL_LIMIT,
        /** More frames, bytes or text than allowed. */
        OUTPUT_LIMIT,
        /** Bytes that are no frames, or frames that have no place there. */
        BAD_OUTPUT
    }

    /**
     * What one unit used.
     *
     * @param waitedSeconds for how long one of the container's threads wanted a processor and did not get it; the largest
     *     over the threads
     * @param processRefusals how often the kernel refused a process or thread because there were too many
     */
    public record UnitUsage(double wallSeconds, double cpuSeconds, double waitedSeconds, long processRefusals) {}
}

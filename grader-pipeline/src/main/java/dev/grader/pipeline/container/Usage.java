package dev.grader.pipeline.container;

/**
 * What a container has used so far.
 *
 * @param waitedSeconds as in {@link ContainerOutcome.UnitUsage}, of the threads that live now
 * @param memoryBytes anonymous memory now
 * @param memoryKills processes that the kernel killed for lack of memory
 * @param processRefusals how often the kernel refused a new process or thread
 */
record Usage(double cpuSeconds, double waitedSeconds, long memoryBytes, long memoryKills, long processRefusals) {
    static final Usage NONE = new Usage(0, 0, 0, 0, 0);
}

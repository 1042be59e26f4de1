package dev.grader.core.suite;

/**
 * What one container of a test may use.
 *
 * @param cpuSeconds CPU time by the container's control group; the student's limit
 * @param wallSeconds elapsed time; reached with little CPU used on a busy host it is infrastructure
 * @param memoryMegabytes memory, without swap
 * @param processes processes and threads together
 * @param scratchMegabytes size of the writable scratch folder, which counts as memory
 * @param outputMegabytes all frames that come out together
 */
public record Limits(
        int cpuSeconds,
        int wallSeconds,
        int memoryMegabytes,
        int processes,
        int scratchMegabytes,
        int outputMegabytes) {
    public static final Limits DEFAULT = new Limits(60, 180, 1024, 128, 64, 32);

    public Limits {
        positive("cpu_seconds", cpuSeconds);
        positive("wall_seconds", wallSeconds);
        positive("memory_megabytes", memoryMegabytes);
        positive("processes", processes);
        positive("scratch_megabytes", scratchMegabytes);
        positive("output_megabytes", outputMegabytes);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}

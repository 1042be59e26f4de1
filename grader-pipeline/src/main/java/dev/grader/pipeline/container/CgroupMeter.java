package dev.grader.pipeline.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a container's control group from the host's file system: exact to the moment, where the engine's own statistics come
 * once a second. Serves both versions of control groups.
 */
final class CgroupMeter implements UsageMeter {
    private static final double NANOSECONDS = 1e9;
    private static final double MICROSECONDS = 1e6;

    private final Path processes;
    private final Path processor;
    private final Path memory;
    private final Path pids;
    private final boolean unified;
    private final Path proc;

    private CgroupMeter(Path processor, Path memory, Path pids, boolean unified, Path proc) {
        this.processor = processor;
        this.memory = memory;
        this.pids = pids;
        this.processes = pids.resolve("cgroup.procs");
        this.unified = unified;
        this.proc = proc;
    }

    /**
     * Finds the control group of a container by its first process.
     *
     * @param containerId must be part of the group's path, else the process is another machine's
     * @param processId as the host of the engine numbers it
     * @return empty when this is not that host, or the process has ended
     */
    static Optional<CgroupMeter> find(String containerId, long processId) {
        Path proc = Path.of("/proc");
        Path mounts = Path.of("/sys/fs/cgroup");
        List<String> lines;
        try {
            lines = Files.readAllLines(proc.resolve(processId + "/cgroup"));
        } catch (IOException e) {
            return Optional.empty();
        }
        Optional<Path> processor = group(lines, "cpuacct", mounts, containerId);
        Optional<Path> memory = group(lines, "memory", mounts, containerId);
        Optional<Path> pids = group(lines, "pids", mounts, containerId);
        if (processor.isPresent() && memory.isPresent() && pids.isPresent()) {
            return Optional.of(new CgroupMeter(processor.get(), memory.get(), pids.get(), false, proc));
        }
        return group(lines, "", mounts, containerId)
                .filter(path -> Files.isReadable(path.resolve("cpu.stat")))
                .map(path -> new CgroupMeter(path, path, path, true, proc));
    }

    private static Optional<Path> group(List<String> lines, String controller, Path mounts, String containerId) {
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
                Path path = (parts[1].isEmpty() ? mounts : mounts.resolve(parts[1]))
                        .resolve(parts[2].replaceFirst("^/+", ""));
                return Optional.of(path)
                        .filter(found -> parts[2].contains(containerId))
                        .filter(Files::isDirectory);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Usage> read() {
        try {
            return Optional.of(unified ? readUnified() : readSplit());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Usage readSplit() throws IOException {
        return new Usage(
                number(processor.resolve("cpuacct.usage")) / NANOSECONDS,
                longestWait(),
                field(memory.resolve("memory.stat"), "total_rss"),
                field(memory.resolve("memory.oom_control"), "oom_kill"),
                field(pids.resolve("pids.events"), "max"));
    }

    private Usage readUnified() throws IOException {
        return new Usage(
                field(processor.resolve("cpu.stat"), "usage_usec") / MICROSECONDS,
                longestWait(),
                field(memory.resolve("memory.stat"), "anon"),
                field(memory.resolve("memory.events"), "oom_kill"),
                field(pids.resolve("pids.events"), "max"));
    }

    private double longestWait() throws IOException {
        long longest = 0;
        for (String process : Files.readAllLines(processes)) {
            longest = Math.max(longest, longestWait(proc.resolve(process + "/task")));
        }
        return longest / NANOSECONDS;
    }

    /** Zero for a process that has ended since it was listed. */
    private static long longestWait(Path tasks) {
        try (Stream<Path> listed = Files.list(tasks)) {
            long longest = 0;
            for (Path task : listed.toList()) {
                longest = Math.max(longest, wait(Files.readString(task.resolve("schedstat"))));
            }
            return longest;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Time on a processor, time waiting for one, number of time slices. */
    private static long wait(String schedulerStatistics) {
        List<String> fields = List.of(schedulerStatistics.strip().split(" ", -1));
        return fields.size() < 2 ? 0 : Long.parseLong(fields.get(1));
    }

    private static double number(Path file) throws IOException {
        return Double.parseDouble(Files.readString(file).strip());
    }

    private static long field(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() {
        // Nothing stays open between two readings.
    }
}

package dev.grader.worker.engine;

import dev.grader.core.suite.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What decides the last digits of results: a reference measured on one kind is no judge on another. libtorch and its
 * libraries choose their code by the instruction set, so the kind is {@code cpu-amd64-avx512}, {@code cpu-amd64-avx2},
 * {@code cpu-aarch64-default} …
 */
public final class MachineKind {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Set<String> AVX512 = Set.of("avx512f", "avx512dq", "avx512bw", "avx512vl");

    private MachineKind() {}

    /** Kind of this machine. */
    public static String ofThisMachine(Set<Capability> capabilities) {
        return of(System.getProperty("os.arch", "unknown"), flags(), capabilities);
    }

    static String of(String architecture, Set<String> flags, Set<Capability> capabilities) {
        String device = capabilities.contains(Capability.GPU) ? "gpu" : "cpu";
        return device + "-" + architecture + "-" + instructions(flags);
    }

    private static String instructions(Set<String> flags) {
        if (flags.containsAll(AVX512)) {
            return "avx512";
        }
        return flags.contains("avx2") && flags.contains("fma") ? "avx2" : "default";
    }

    private static Set<String> flags() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Set.copyOf(Arrays.asList(
                            line.substring(line.indexOf(':') + 1).strip().split("\\s+"))))
                    .orElse(Set.of());
        } catch (IOException exception) {
            return Set.of();
        }
    }
}

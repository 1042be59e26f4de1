package dev.grader.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.suite.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineKindTest {
    private static final Set<Capability> CPU = Set.of(Capability.CPU);

    @Test
    void theInstructionSetDecides() {
        assertThat(MachineKind.of("amd64", Set.of("sse2"), CPU)).isEqualTo("cpu-amd64-default");
        assertThat(MachineKind.of("amd64", Set.of("avx2", "fma"), CPU)).isEqualTo("cpu-amd64-avx2");
        assertThat(MachineKind.of("amd64", Set.of("avx2", "fma", "avx512f"), CPU))
                .as("libtorch needs more than the foundation")
                .isEqualTo("cpu-amd64-avx2");
        assertThat(MachineKind.of("amd64", Set.of("avx512f", "avx512dq", "avx512bw", "avx512vl", "avx2"), CPU))
                .isEqualTo("cpu-amd64-avx512");
        assertThat(MachineKind.of("aarch64", Set.of(), CPU)).isEqualTo("cpu-aarch64-default");
    }

    @Test
    void aDeviceIsAKindOfItsOwn() {
        assertThat(MachineKind.of("amd64", Set.of(), Set.of(Capability.CPU, Capability.GPU)))
                .isEqualTo("gpu-amd64-default");
    }

    @Test
    void thisMachineHasAKind() {
        assertThat(MachineKind.ofThisMachine(CPU)).matches("cpu-[a-z0-9_]+-(avx512|avx2|default)");
    }
}

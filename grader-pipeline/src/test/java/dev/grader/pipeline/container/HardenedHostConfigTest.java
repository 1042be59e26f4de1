package dev.grader.pipeline.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Ulimit;
import dev.grader.core.suite.Limits;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HardenedHostConfigTest {
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void everyFieldOfTheBaselineIsSet() {
        HostConfig config = new HardenedHostConfig("{\"profile\":1}", null).build(spec(null));

        assertThat(config.getNetworkMode()).isEqualTo("none");
        assertThat(config.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(config.getCapAdd()).isNull();
        assertThat(config.getPrivileged()).isFalse();
        assertThat(config.getSecurityOpts()).containsExactly("no-new-privileges", "seccomp={\"profile\":1}");
        assertThat(config.getReadonlyRootfs()).isTrue();
        assertThat(config.getTmpFs())
                .isEqualTo(Map.of(
                        "/scratch", "rw,noexec,nosuid,nodev,size=32m,nr_inodes=4096,mode=0700,uid=65534,gid=65534"));
        assertThat(config.getMemory()).isEqualTo(256 * MEGABYTE);
        assertThat(config.getMemorySwap()).isEqualTo(256 * MEGABYTE);
        assertThat(config.getMemorySwappiness()).isZero();
        assertThat(config.getPidsLimit()).isEqualTo(64);
        assertThat(config.getNanoCPUs()).isEqualTo(1_000_000_000L);
        assertThat(config.getUlimits())
                .containsExactlyInAnyOrder(
                        new Ulimit("nofile", 256L, 256L),
                        new Ulimit("core", 0L, 0L),
                        new Ulimit("fsize", 32 * MEGABYTE, 32 * MEGABYTE));
        assertThat(config.getShmSize()).isEqualTo(MEGABYTE);
        assertThat(config.getIpcMode()).isEqualTo("private");
        assertThat(config.getCgroupnsMode()).isEqualTo("private");
        assertThat(config.getOomScoreAdj()).isEqualTo(500);
        assertThat(config.getLogConfig().getType()).isEqualTo(LoggingType.NONE);
        assertThat(config.getAutoRemove()).isFalse();
    }

    @Test
    void nothingOfTheHostIsReachable() {
        HostConfig config = new HardenedHostConfig(null, null).build(spec(null));

        assertThat(config.getBinds()).isNullOrEmpty();
        assertThat(config.getMounts()).isNull();
        assertThat(config.getDevices()).isNull();
        assertThat(config.getDeviceRequests()).isNull();
        assertThat(config.getPidMode()).isNull();
        assertThat(config.getVolumesFrom()).isNull();
    }

    @Test
    void aContainerGetsExactlyTheOneDeviceThatItsSpecNames() {
        HostConfig config = new HardenedHostConfig(null, "runsc").build(spec("GPU-7"));

        assertThat(config.getRuntime()).isEqualTo("runsc");
        assertThat(config.getDeviceRequests()).singleElement().satisfies(request -> {
            assertThat(request.getDeviceIds()).isEqualTo(List.of("GPU-7"));
            assertThat(request.getCapabilities()).isEqualTo(List.of(List.of("gpu")));
            assertThat(request.getCount()).isNull();
        });
    }

    private static ContainerSpec spec(@Nullable String gpu) {
        return new ContainerSpec(
                "image", new UUID(0, 1), 3, "worker", "probe", new Limits(10, 12, 256, 64, 32, 4), gpu);
    }
}

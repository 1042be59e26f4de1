package dev.grader.pipeline.container;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import dev.grader.core.suite.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The baseline that every container runs under, without exception. */
final class HardenedHostConfig {
    /** Nobody: exists in every image, owns nothing. */
    static final int USER = 65_534;

    private static final long MEGABYTE = 1024L * 1024;
    private static final long ONE_PROCESSOR = 1_000_000_000L;
    private static final long OPEN_FILES = 256;
    private static final int INODES = 4096;
    /** Above every service of the host, so that the kernel takes a container first. */
    private static final int OOM_SCORE = 500;

    private final @Nullable String seccompProfile;
    private final @Nullable String runtime;

    /**
     * A baseline.
     *
     * @param seccompProfile the profile's JSON text, as the engine's interface wants it; null for the engine's own
     * @param runtime null for the engine's default
     */
    HardenedHostConfig(@Nullable String seccompProfile, @Nullable String runtime) {
        this.seccompProfile = seccompProfile;
        this.runtime = runtime;
    }

    HostConfig build(ContainerSpec spec) {
        Limits limits = spec.limits();
        long memory = limits.memoryMegabytes() * MEGABYTE;
        long scratch = limits.scratchMegabytes() * MEGABYTE;
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withCapDrop(Capability.ALL)
                .withPrivileged(false)
                .withSecurityOpts(securityOptions())
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/scratch", scratchOptions(limits)))
                .withMemory(memory)
                .withMemorySwap(memory)
                .withMemorySwappiness(0L)
                .withPidsLimit((long) limits.processes())
                .withNanoCPUs(ONE_PROCESSOR)
                .withUlimits(List.of(
                        new Ulimit("nofile", OPEN_FILES, OPEN_FILES),
                        new Ulimit("core", 0L, 0L),
                        new Ulimit("fsize", scratch, scratch)))
                .withShmSize(MEGABYTE)
                .withIpcMode("private")
                .withCgroupnsMode("private")
                .withOomScoreAdj(OOM_SCORE)
                .withLogConfig(new LogConfig(LoggingType.NONE))
                .withAutoRemove(false);
        if (!spec.files().isEmpty()) {
            config.withMounts(mounts(spec));
        }
        if (runtime != null) {
            config.withRuntime(runtime);
        }
        String gpu = spec.gpu();
        if (gpu != null) {
            config.withDeviceRequests(List.of(new DeviceRequest()
                    .withDriver("nvidia")
                    .withDeviceIds(List.of(gpu))
                    .withCapabilities(List.of(List.of("gpu")))));
        }
        return config;
    }

    /** Single files, never folders; one that is missing is an error of the engine, not a new empty folder. */
    private static List<Mount> mounts(ContainerSpec spec) {
        List<Mount> mounts = new ArrayList<>();
        new TreeMap<>(spec.files())
                .forEach((name, file) -> mounts.add(new Mount()
                        .withType(MountType.BIND)
                        .withSource(file.toAbsolutePath().toString())
                        .withTarget(ContainerSpec.DATA + "/" + name)
                        .withReadOnly(true)));
        return mounts;
    }

    private List<String> securityOptions() {
        List<String> options = new ArrayList<>(List.of("no-new-privileges"));
        if (seccompProfile != null) {
            options.add("seccomp=" + seccompProfile);
        }
        return options;
    }

    private static String scratchOptions(Limits limits) {
        return "rw,noexec,nosuid,nodev,size=" + limits.scratchMegabytes() + "m,nr_inodes=" + INODES + ",mode=0700,uid="
                + USER + ",gid=" + USER;
    }
}

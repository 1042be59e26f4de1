package dev.grader.api.job;

import dev.grader.core.job.JobKind;
import dev.grader.core.suite.Capability;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as its row stood when it was read.
 *
 * @param submissionId of {@link JobKind.Grade} and {@link JobKind.RerunStep} only
 * @param images of {@link JobKind.Calibrate} only: the sandbox images that it is for
 * @param machineKind of {@link JobKind.Calibrate} only
 * @param claims how many times a worker took it
 * @param token of the newest claim; 0 before the first
 * @param owner the worker of the newest claim
 * @param problem why it was given up, or came back last
 */
public record Job(
        UUID id,
        JobKind kind,
        JobState state,
        Capability capability,
        long suiteVersionId,
        @Nullable UUID submissionId,
        @Nullable String machineKind,
        @Nullable String images,
        int claims,
        long token,
        @Nullable String owner,
        @Nullable String problem) {}

package dev.grader.api.upload;

import dev.grader.api.blob.BlobStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** Removes what uploads leave behind that were never submitted, and parts of blobs that never came whole. Several may run at once. */
@ApplicationScoped
public class UploadSweeper {
    /** Kept this long, so that who comes back late is told that it expired and not that it is unknown. */
    private static final Duration ROWS_KEPT = Duration.ofDays(1);
    /** Longer than any upload can still become a submission: twice its lifetime, and as much again for slow clocks. */
    private static final Duration FILES_KEPT = Upload.LIFETIME.multipliedBy(4);

    private final Uploads uploads;
    private final Staging staging;
    private final BlobStore blobs;
    private final InstantSource clock;

    UploadSweeper(Uploads uploads, Staging staging, BlobStore blobs, InstantSource clock) {
        this.blobs = blobs;
        this.uploads = uploads;
        this.staging = staging;
        this.clock = clock;
    }

    @Scheduled(
            every = "5m",
            delayed = "1m",
            identity = "upload-sweeper",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void sweep() throws IOException {
        uploads.forget(clock.instant().minus(ROWS_KEPT));
        staging.sweep(clock.instant().minus(FILES_KEPT));
        blobs.sweep(clock.instant().minus(FILES_KEPT));
    }
}

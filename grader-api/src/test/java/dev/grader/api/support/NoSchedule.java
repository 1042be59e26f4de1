package dev.grader.api.support;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps what would run by itself now and then from getting between the steps of a test: tests take leases back and queue what is
 * due by hand.
 */
@Singleton
class NoSchedule {
    void start(@Observes @Priority(1) StartupEvent event, Scheduler scheduler) {
        for (String schedule : List.of("reaper", "due-runs", "upload-sweeper")) {
            scheduler.pause(schedule);
            if (!scheduler.isPaused(schedule)) {
                throw new IllegalStateException("There is no schedule '" + schedule + "' to pause.");
            }
        }
    }
}

package dev.grader.api.assignment;

import dev.grader.core.late.LastCutOff;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** When nothing more can be handed in for an assignment that could earn anything. */
@Singleton
public class LastSubmission {
    private final InstantSource clock;

    LastSubmission(InstantSource clock) {
        this.clock = clock;
    }

    /** The moment; empty when lateness never costs everything and the assignment never closes. */
    public Optional<Instant> of(Assignment assignment) {
        return assignment
                .due()
                .flatMap(due -> LastCutOff.of(
                        due, assignment.closes(), assignment.course().latePolicy()));
    }

    public boolean isOver(Assignment assignment) {
        return of(assignment).filter(end -> clock.instant().isAfter(end)).isPresent();
    }
}

package dev.grader.api.ledger;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.term.TermReader;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.OwnDates;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** When nothing more can be handed in for an assignment that could earn anything, whatever extensions there are. */
@Singleton
public class LastSubmission {
    private final TermReader terms;
    private final InstantSource clock;

    LastSubmission(TermReader terms, InstantSource clock) {
        this.terms = terms;
        this.clock = clock;
    }

    /** The moment; empty when lateness never costs everything and the assignment never closes. */
    public Optional<Instant> of(Assignment assignment) {
        Facts facts = terms.dates(assignment).facts();
        Calendar calendar = facts.calendar();
        return new OwnDates(facts.policy(), calendar, facts.events()).lastGain(assignment.slug(), calendar.students());
    }

    public boolean isOver(Assignment assignment) {
        // most of the time it is not even due, and then nothing has to be computed
        boolean isDue =
                assignment.due().filter(due -> clock.instant().isAfter(due)).isPresent();
        return isDue
                && of(assignment).filter(end -> clock.instant().isAfter(end)).isPresent();
    }
}

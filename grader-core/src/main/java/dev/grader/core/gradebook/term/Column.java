package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.late.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An assignment as a column of the gradebook.
 *
 * @param id unique in the course
 * @param partOf name that the parts of one homework share
 * @param due for everybody; of what is not handed in, the day it takes place
 * @param closes after which nothing counts
 * @param checkpoint by which something must have been handed in, where the late policy asks for it
 * @param possible points; empty while it is not known, as of code without a suite
 */
public record Column(
        String id,
        String title,
        String category,
        Kind kind,
        Optional<String> partOf,
        Optional<Instant> due,
        Optional<Instant> closes,
        Optional<Instant> checkpoint,
        Optional<BigDecimal> possible) {
    private static final BigDecimal UNKNOWN = BigDecimal.valueOf(100);

    /** How a column gets its points. */
    public enum Kind {
        /** Handed in and graded by tests. */
        CODE,
        /** Handed in and graded by people. */
        FILE,
        /** Not handed in: an exam, a talk. */
        NONE
    }

    /**
     * The same with other full marks.
     *
     * @param points zero where they are not known
     */
    public Column withPossible(BigDecimal points) {
        return new Column(
                id,
                title,
                category,
                kind,
                partOf,
                due,
                closes,
                checkpoint,
                Optional.of(points).filter(known -> known.signum() > 0));
    }

    /** As the grading scheme takes it. */
    public SchemeDocument.Column inScheme() {
        return new SchemeDocument.Column(id, title, category, possible.orElse(BigDecimal.ZERO));
    }

    /**
     * In the late calendar. What is not handed in is never late.
     *
     * @param worth by which its points count in the term
     */
    Part part(BigDecimal worth) {
        boolean isHandedIn = kind != Kind.NONE;
        return new Part(
                id,
                category,
                due.filter(date -> isHandedIn),
                closes.filter(date -> isHandedIn),
                checkpoint.filter(date -> isHandedIn),
                possible.orElse(UNKNOWN),
                worth);
    }
}

package dev.grader.core.gradebook;

import java.math.BigDecimal;

/** How a student stands in an item. */
public sealed interface Standing {
    /** For people and programs: earned, missing, excused or open. */
    default String word() {
        return switch (this) {
            case Earned earned -> "earned";
            case Missing missing -> "missing";
            case Excused excused -> "excused";
            case Open open -> "open";
        };
    }

    /**
     * Marked.
     *
     * @param earned points, after lateness; may be above what is possible where extra credit is given
     */
    record Earned(BigDecimal earned) implements Standing {
        public Earned {
            if (earned.signum() < 0) {
                throw new IllegalArgumentException("points are not below 0: " + earned.toPlainString());
            }
        }
    }

    /** Nothing was handed in, and it is too late now: no points. */
    record Missing() implements Standing {}

    /** Does not count for this student, neither in what was earned nor in what was possible. */
    record Excused() implements Standing {}

    /** Not marked or not due yet: it is left out, and the final grade stays provisional. */
    record Open() implements Standing {}
}

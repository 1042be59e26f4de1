package dev.grader.core.late.policy;

import java.math.BigDecimal;

/** What lateness takes from the points of one submission. */
public sealed interface Cost extends Comparable<Cost> {
    /**
     * Some of the points.
     *
     * @param amount percent, or points where the policy's operand is points
     */
    record Penalty(Share amount) implements Cost {}

    /** All points. */
    record Zero() implements Cost {}

    /** The submission does not count: it is as if it had not been handed in. */
    record Refused() implements Cost {}

    static Cost nothing() {
        return new Penalty(Share.ZERO);
    }

    static Cost penalty(BigDecimal amount) {
        return new Penalty(Share.of(amount));
    }

    default boolean isNothing() {
        return this instanceof Penalty(Share amount) && amount.isZero();
    }

    /** From the cheapest to the dearest. */
    @Override
    default int compareTo(Cost other) {
        if (this instanceof Penalty(Share mine) && other instanceof Penalty(Share theirs)) {
            return mine.compareTo(theirs);
        }
        return Integer.compare(rank(), other.rank());
    }

    private int rank() {
        return switch (this) {
            case Penalty penalty -> 0;
            case Zero zero -> 1;
            case Refused refused -> 2;
        };
    }
}

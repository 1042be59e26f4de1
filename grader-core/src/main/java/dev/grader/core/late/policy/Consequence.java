package dev.grader.core.late.policy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What follows when units are late that nothing covers. All of them cost at least as much for more units. */
public sealed interface Consequence {
    /** Nothing follows. */
    record Free() implements Consequence {}

    /** No points are left. */
    record Zero() implements Consequence {}

    /** The submission does not count. */
    record Refused() implements Consequence {}

    /**
     * Steps.
     *
     * @param totals percent (or points) for one unit, for two, and so on, never falling
     * @param then for more units than there are steps
     */
    record Steps(List<BigDecimal> totals, Then then) implements Consequence {
        public Steps {
            totals = List.copyOf(totals);
            if (totals.isEmpty()) {
                throw new IllegalArgumentException("a penalty needs at least one step");
            }
            BigDecimal before = BigDecimal.ZERO;
            for (BigDecimal total : totals) {
                if (total.compareTo(before) < 0) {
                    throw new IllegalArgumentException("the steps of a penalty cannot be negative or fall");
                }
                before = total;
            }
        }
    }

    /**
     * The same for every unit until it reaches its most, and no more after that.
     *
     * @param reaches percent (or points)
     * @param after units
     */
    record Line(BigDecimal reaches, int after) implements Consequence {
        public Line {
            if (after < 1 || reaches.signum() < 0) {
                throw new IllegalArgumentException("a penalty line needs at least one unit and no negative penalty");
            }
        }
    }

    /**
     * Every unit leaves so much of what the one before it left.
     *
     * @param percent from 0 to 100
     */
    record Keep(BigDecimal percent) implements Consequence {
        public Keep {
            if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
                throw new IllegalArgumentException("what is kept must be from 0 to 100 percent");
            }
        }
    }

    /** What follows the last of the steps. */
    enum Then {
        /** Every further unit costs what the last step added. */
        CONTINUE,
        /** No more. */
        HOLD,
        ZERO,
        REFUSED
    }

    /** A hundred percent. */
    BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Far more digits than any final points have, whatever the number of units. */
    MathContext KEPT_DIGITS = new MathContext(40);

    /** A share that no scale could show. */
    BigDecimal NOTHING_KEPT = BigDecimal.ONE.movePointLeft(20);

    /** What so many uncovered units cost, before any limit. */
    default Cost cost(int units) {
        if (units <= 0) {
            return Cost.nothing();
        }
        return switch (this) {
            case Free free -> Cost.nothing();
            case Zero zero -> new Cost.Zero();
            case Refused refused -> new Cost.Refused();
            case Line line ->
                new Cost.Penalty(new Share(
                        line.reaches().multiply(BigDecimal.valueOf(Math.min(units, line.after()))),
                        BigDecimal.valueOf(line.after())));
            case Keep keep -> {
                BigDecimal kept = keep.percent().movePointLeft(2).pow(units, KEPT_DIGITS);
                BigDecimal left = kept.compareTo(NOTHING_KEPT) < 0 ? BigDecimal.ZERO : kept;
                yield Cost.penalty(HUNDRED.subtract(HUNDRED.multiply(left)));
            }
            case Steps steps -> step(steps, units);
        };
    }

    private static Cost step(Steps steps, int units) {
        int count = steps.totals().size();
        if (units <= count) {
            return Cost.penalty(steps.totals().get(units - 1));
        }
        BigDecimal last = steps.totals().getLast();
        return switch (steps.then()) {
            case CONTINUE -> {
                BigDecimal before =
                        count == 1 ? BigDecimal.ZERO : steps.totals().get(count - 2);
                yield Cost.penalty(last.add(last.subtract(before).multiply(BigDecimal.valueOf((long) units - count))));
            }
            case HOLD -> Cost.penalty(last);
            case ZERO -> new Cost.Zero();
            case REFUSED -> new Cost.Refused();
        };
    }
}

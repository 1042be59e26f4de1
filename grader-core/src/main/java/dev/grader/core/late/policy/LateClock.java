package dev.grader.core.late.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * Tells how many units late a moment is. Everything is compared in whole seconds; fractions are cut off.
 *
 * <p>Wall-clock boundaries are moments, one for each further unit after the due date, so that a later moment is never less
 * late, whatever the clocks do: one that falls into an hour that the clocks skip is at the end of that hour, and one that
 * falls into an hour that comes twice is in the second of the two.
 */
public record LateClock(LateUnit unit, Rounding rounding, DayKind days, Grace grace) {
    /** Boundaries are moved by clocks by no more than a day. */
    private static final int SLACK_OF_ESTIMATE = 3;

    public LateClock {
        if (days == DayKind.WALL_CLOCK && unit == LateUnit.HOUR) {
            throw new IllegalArgumentException(
                    "an hour is an hour on any clock: wall_clock goes with day and 12h only");
        }
    }

    /** Units late; none up to the due date and its grace. */
    public int units(Instant due, Instant at, ZoneId zone) {
        if (!isAfter(at, due)) {
            return 0;
        }
        long moment = withoutGrace(at);
        int started = started(due, moment, zone);
        int whole = boundary(due, started, zone).getEpochSecond() == moment ? started : started - 1;
        return switch (rounding) {
            case UP -> started;
            case DOWN -> whole;
            case NEAREST -> {
                long before = boundary(due, whole, zone).getEpochSecond();
                long after = boundary(due, whole + 1, zone).getEpochSecond();
                yield 2 * moment >= before + after ? whole + 1 : whole;
            }
        };
    }

    /** Whether a moment is after a deadline and its grace. */
    public boolean isAfter(Instant at, Instant deadline) {
        return at.getEpochSecond() > deadline.getEpochSecond() + grace.seconds();
    }

    /**
     * Whether an end after a due date, such as a cut-off, is over, to the second and however units are rounded. Its grace is
     * that of the end of a unit; nobody who is within the grace of the due date is too late.
     */
    public boolean isOver(Instant due, Instant end, Instant at) {
        return isAfter(at, due) && withoutGrace(at) > end.getEpochSecond();
    }

    /** When so many units after a due date are over. */
    public Instant boundary(Instant due, int units, ZoneId zone) {
        return switch (days) {
            case ABSOLUTE -> due.plusSeconds(units * unit.seconds());
            case WALL_CLOCK -> units == 0 ? due : moved(due, Duration.ofSeconds(units * unit.seconds()), zone);
        };
    }

    /** The moment so much later, in days of this policy. */
    public Instant plus(Instant moment, Extra extra, ZoneId zone) {
        Instant day = days == DayKind.ABSOLUTE || extra.days() == 0
                ? moment.plus(Duration.ofDays(extra.days()))
                : moved(moment, Duration.ofDays(extra.days()), zone);
        return day.plus(Duration.ofHours(extra.hours()));
    }

    /** The moment as far from another one as a due date was moved, in days of this policy. */
    public Instant along(Instant moment, Instant due, Instant moved, ZoneId zone) {
        return switch (days) {
            case ABSOLUTE -> moment.plus(Duration.between(due, moved));
            case WALL_CLOCK -> {
                Duration shift = Duration.between(wallClock(due, zone), wallClock(moved, zone));
                yield shift.isZero() ? moment : moved(moment, shift, zone);
            }
        };
    }

    private long withoutGrace(Instant at) {
        return at.getEpochSecond() - (grace.place() == Grace.Place.EVERY ? grace.seconds() : 0);
    }

    /** The first boundary that the moment is not after. */
    private int started(Instant due, long moment, ZoneId zone) {
        long estimate = Math.ceilDiv(moment - due.getEpochSecond(), unit.seconds()) - SLACK_OF_ESTIMATE;
        int units = Math.toIntExact(Math.max(0, estimate));
        while (boundary(due, units, zone).getEpochSecond() < moment) {
            units++;
        }
        return units;
    }

    private static Instant moved(Instant from, Duration by, ZoneId zone) {
        LocalDateTime wanted = wallClock(from, zone).plus(by);
        ZoneOffsetTransition transition = zone.getRules().getTransition(wanted);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return ZonedDateTime.of(wanted, zone).withLaterOffsetAtOverlap().toInstant();
    }

    /** The latest time of day that the clocks have shown: while an hour comes again, its end. */
    private static LocalDateTime wallClock(Instant moment, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        boolean again = transition != null && transition.isOverlap() && !moment.isBefore(transition.getInstant());
        return again ? transition.getDateTimeBefore() : local;
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** Counts units by walking along them, and finds boundaries by asking what the clock on the wall shows. */
final class SlowClock {
    private final LateClock clock;
    private final ZoneId zone;

    SlowClock(LateClock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    int units(Instant due, Instant at) {
        long grace = clock.grace().seconds();
        if (at.getEpochSecond() <= due.getEpochSecond() + grace) {
            return 0;
        }
        long moment = clock.grace().place() == Grace.Place.EVERY ? at.getEpochSecond() - grace : at.getEpochSecond();
        int units = 0;
        while (counts(due, units, moment)) {
            units++;
        }
        return units;
    }

    /** Whether one more unit counts than so many. */
    private boolean counts(Instant due, int units, long moment) {
        long begin = boundary(due, units);
        long end = boundary(due, units + 1);
        return switch (clock.rounding()) {
            case UP -> moment > begin;
            case DOWN -> moment >= end;
            case NEAREST -> moment - begin >= end - moment;
        };
    }

    /** Whether a hard end is over for who is not within the grace of the due date. */
    boolean isOver(Instant due, long end, Instant at) {
        long grace = clock.grace().seconds();
        boolean late = at.getEpochSecond() > due.getEpochSecond() + grace;
        return late && at.getEpochSecond() - (clock.grace().place() == Grace.Place.FIRST ? 0 : grace) > end;
    }

    long boundary(Instant due, int units) {
        return clock.days() == DayKind.ABSOLUTE
                ? due.getEpochSecond() + units * clock.unit().seconds()
                : later(due, units * clock.unit().seconds());
    }

    Instant plus(Instant moment, Extra extra) {
        long seconds = extra.days() * 86_400L;
        long days = clock.days() == DayKind.ABSOLUTE || seconds == 0
                ? moment.getEpochSecond() + seconds
                : later(moment, seconds);
        return Instant.ofEpochSecond(days + extra.hours() * 3_600L);
    }

    /** As far from a moment as one date is from another. */
    Instant along(Instant moment, Instant from, Instant to) {
        if (clock.days() == DayKind.ABSOLUTE) {
            return moment.plusSeconds(to.getEpochSecond() - from.getEpochSecond());
        }
        return Instant.ofEpochSecond(later(moment, highest(from).until(highest(to), ChronoUnit.SECONDS)));
    }

    /** The last second at which the clocks have not gone past the wanted time for good. */
    private long later(Instant from, long seconds) {
        if (seconds == 0) {
            return from.getEpochSecond();
        }
        LocalDateTime wanted = highest(from).plusSeconds(seconds);
        ZoneOffsetTransition skipped = zone.getRules().getTransition(wanted);
        if (zone.getRules().getValidOffsets(wanted).isEmpty()) {
            wanted = skipped.getDateTimeAfter();
        }
        long low = from.getEpochSecond();
        long high = low + seconds + 200_000;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (isPast(Instant.ofEpochSecond(middle), wanted)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private boolean isPast(Instant moment, LocalDateTime wanted) {
        if (!LocalDateTime.ofInstant(moment, zone).isAfter(wanted)) {
            return false;
        }
        @Nullable ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
        boolean comesAgain = next != null
                && next.isOverlap()
                && !next.getDateTimeAfter().isAfter(wanted)
                && next.getDateTimeBefore().isAfter(wanted);
        return !comesAgain;
    }

    private LocalDateTime highest(Instant moment) {
        LocalDateTime shown = LocalDateTime.ofInstant(moment, zone);
        @Nullable ZoneOffsetTransition before = zone.getRules().previousTransition(moment.plusSeconds(1));
        return before != null && before.getDateTimeBefore().isAfter(shown) ? before.getDateTimeBefore() : shown;
    }
}

package dev.grader.core.time;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** A date and time as people write it: a moment, or what a clock on a wall shows where it is meant. */
public sealed interface WrittenMoment {
    /** Ends in Z or an offset. */
    record At(Instant instant) implements WrittenMoment {
        @Override
        public Instant in(ZoneId zone) {
            return instant;
        }

        @JsonValue
        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /** Without a zone. */
    record Local(LocalDateTime time) implements WrittenMoment {
        @Override
        public Instant in(ZoneId zone) {
            ZoneOffsetTransition transition = zone.getRules().getTransition(time);
            if (transition != null && transition.isGap()) {
                throw new IllegalArgumentException("'" + time + "' is skipped by the clocks of " + zone
                        + ", which go from " + transition.getDateTimeBefore() + " to " + transition.getDateTimeAfter());
            }
            return time.atZone(zone).withLaterOffsetAtOverlap().toInstant();
        }

        @JsonValue
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when there is no such date
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WrittenMoment parse(String text) {
        String iso = text.replace(' ', 'T');
        try {
            return iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                    ? new At(OffsetDateTime.parse(iso).toInstant())
                    : new Local(LocalDateTime.parse(iso));
        } catch (DateTimeException exception) {
            throw new IllegalArgumentException(
                    "there is no moment '" + text
                            + "'; write 2026-11-30T23:59:59, which is in the time zone of the course,"
                            + " or with a zone 2026-11-30T23:59:59+03:30",
                    exception);
        }
    }

    /**
     * When it is. A local time that comes twice is the second one, so that nobody is late who could think otherwise.
     *
     * @throws IllegalArgumentException when the clocks of the zone skip it
     */
    Instant in(ZoneId zone);
}

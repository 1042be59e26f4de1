package dev.grader.core.late.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Dates and times as people write them. */
final class Moments {
    private Moments() {}

    /**
     * A moment. A local time that comes twice is the second one, so that nobody is late who could think otherwise.
     *
     * @throws IllegalArgumentException when there is no such date or the clocks skip it
     */
    static Instant parse(String text, ZoneId zone) {
        String iso = text.replace(' ', 'T');
        try {
            if (iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")) {
                return OffsetDateTime.parse(iso).toInstant();
            }
            return local(LocalDateTime.parse(iso), zone);
        } catch (DateTimeException exception) {
            throw new IllegalArgumentException(
                    "there is no moment '" + text + "'; write 2026-03-07T23:59:00", exception);
        }
    }

    private static Instant local(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        if (transition != null && transition.isGap()) {
            throw new IllegalArgumentException("'" + time + "' is skipped by the clocks of " + zone + ", which go from "
                    + transition.getDateTimeBefore() + " to " + transition.getDateTimeAfter());
        }
        return time.atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }
}

package dev.grader.core.late;

import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dates of a course.
 *
 * @param zone of wall-clock days, and in which dates are shown
 * @param secondCalendar in which sentences show dates as well
 * @param students that have rows in the ledger, whether they handed in anything or not
 * @param ownWorth of parts by student, for whom they count otherwise than for everybody
 */
public record Calendar(
        ZoneId zone,
        Optional<SecondCalendar> secondCalendar,
        List<String> students,
        List<Part> parts,
        Map<String, Map<String, BigDecimal>> ownWorth) {
    public Calendar {
        students = List.copyOf(students);
        parts = List.copyOf(parts);
        ownWorth = Map.copyOf(ownWorth);
        Map<String, Part> byId = new LinkedHashMap<>();
        for (Part part : parts) {
            if (byId.putIfAbsent(part.id(), part) != null) {
                throw new IllegalArgumentException("the part " + part.id() + " is there twice");
            }
        }
    }

    /** Parts that count the same for everybody, and dates in the civil calendar alone. */
    public Calendar(ZoneId zone, List<String> students, List<Part> parts) {
        this(zone, Optional.empty(), students, parts, Map.of());
    }

    /** The same dates for these students. */
    public Calendar with(List<String> others) {
        return new Calendar(zone, secondCalendar, others, parts, ownWorth);
    }

    BigDecimal worth(String student, Part part) {
        return ownWorth.getOrDefault(student, Map.of()).getOrDefault(part.id(), part.worth());
    }
}

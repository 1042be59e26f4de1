package dev.grader.core.late;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dates of a course.
 *
 * @param zone of wall-clock days, and in which dates are shown
 * @param students that have rows in the ledger, whether they handed in anything or not
 */
public record Calendar(ZoneId zone, List<String> students, List<Part> parts) {
    public Calendar {
        students = List.copyOf(students);
        parts = List.copyOf(parts);
        Map<String, Part> byId = new LinkedHashMap<>();
        for (Part part : parts) {
            if (byId.putIfAbsent(part.id(), part) != null) {
                throw new IllegalArgumentException("the part " + part.id() + " is there twice");
            }
        }
    }
}

package dev.grader.api.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A gradebook in words: by student, then by assignment (or {@link #FINAL}), a number, or missing, excused, open.
 */
record Marks(SortedMap<String, SortedMap<String, String>> cells) {
    static final String FINAL = "final";

    void put(String student, String assignment, String mark) {
        cells.computeIfAbsent(student, key -> new TreeMap<>()).put(assignment, mark);
    }

    String of(String student, String assignment) {
        String mark = cells.getOrDefault(student, new TreeMap<>()).get(assignment);
        if (mark == null) {
            throw new AssertionError("no " + assignment + " of " + student + " in " + cells.keySet());
        }
        return mark;
    }

    /** What is another one there, "hw1 of s03: 27.45, 30.50". */
    List<String> differences(Marks other) {
        List<String> found = new ArrayList<>();
        TreeSet<String> students = new TreeSet<>(cells.keySet());
        students.addAll(other.cells.keySet());
        for (String student : students) {
            SortedMap<String, String> mine = cells.getOrDefault(student, new TreeMap<>());
            SortedMap<String, String> theirs = other.cells.getOrDefault(student, new TreeMap<>());
            TreeSet<String> assignments = new TreeSet<>(mine.keySet());
            assignments.addAll(theirs.keySet());
            for (String assignment : assignments) {
                String before = mine.getOrDefault(assignment, "nothing");
                String after = theirs.getOrDefault(assignment, "nothing");
                if (!before.equals(after)) {
                    found.add(difference(student, assignment, before, after));
                }
            }
        }
        return found;
    }

    static String difference(String student, String assignment, String before, String after) {
        return assignment + " of " + student + ": " + before + ", " + after;
    }
}

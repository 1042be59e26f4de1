package dev.grader.core.late;

import dev.grader.core.late.policy.LateUnit;
import java.util.List;

/** Lateness for people. */
final class Durations {
    private record Part(long seconds, String one, String many) {}

    private static final long DAY = 86_400;
    private static final long TWO_DAYS = 2 * DAY;
    private static final List<Part> PARTS = List.of(
            new Part(86_400, " day", " days"),
            new Part(3_600, " h", " h"),
            new Part(60, " min", " min"),
            new Part(1, " s", " s"));

    private Durations() {}

    /**
     * Two parts at most, "3 h 12 min", and on the second day whole hours, "27 h". A smaller rest is told where it is what began
     * a further unit: "24 h 1 s".
     */
    static String words(long seconds, LateUnit unit) {
        int first = seconds < TWO_DAYS ? 1 : 0;
        while (first < PARTS.size() - 1 && seconds < PARTS.get(first).seconds()) {
            first++;
        }
        long told = seconds - seconds % PARTS.get(first).seconds();
        String words = words(seconds, first);
        long rest = seconds - told;
        for (int next = first + 1; next < PARTS.size(); next++) {
            if (rest >= PARTS.get(next).seconds()) {
                boolean isNext = next == first + 1 && (seconds < DAY || seconds >= TWO_DAYS);
                if (isNext) {
                    return words + " " + words(rest, next) + beginning(seconds, next, unit);
                }
                return words + beginning(seconds, first, unit);
            }
        }
        return words;
    }

    /** What is left after a part, where all before it is whole units: it began one more. */
    private static String beginning(long seconds, int index, LateUnit unit) {
        long rest = seconds % PARTS.get(index).seconds();
        if (rest == 0 || (seconds - rest) % unit.seconds() != 0) {
            return "";
        }
        int next = index + 1;
        while (rest < PARTS.get(next).seconds()) {
            next++;
        }
        return " " + words(rest, next);
    }

    private static String words(long seconds, int index) {
        Part part = PARTS.get(index);
        long count = seconds / part.seconds();
        return count + (count == 1 ? part.one() : part.many());
    }
}

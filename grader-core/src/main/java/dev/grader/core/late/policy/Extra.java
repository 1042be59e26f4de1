package dev.grader.core.late.policy;

/**
 * Time that is given to somebody.
 *
 * @param days of the policy's kind, see {@link DayKind}
 * @param hours of 3,600 seconds, on top
 */
public record Extra(int days, int hours) {
    /** Nothing. */
    public static final Extra NONE = new Extra(0, 0);

    public Extra {
        if (days < 0 || hours < 0) {
            throw new IllegalArgumentException("time that is given cannot be negative");
        }
    }

    public Extra plus(Extra other) {
        return new Extra(days + other.days, hours + other.hours);
    }

    public boolean isNone() {
        return days == 0 && hours == 0;
    }

    /** "2 days 12 h". */
    public String words() {
        String dayWords = days == 0 ? "" : LateUnit.DAY.words(days);
        String hourWords = hours == 0 ? "" : hours + " h";
        return (dayWords + " " + hourWords).strip();
    }
}

package dev.grader.core.late.policy;

/** In what lateness is counted, charged and penalised. */
public enum LateUnit {
    DAY(86_400, "day", "days"),
    HALF_DAY(43_200, "12-hour period", "12-hour periods"),
    HOUR(3_600, "hour", "hours");

    private final long seconds;
    private final String one;
    private final String many;

    LateUnit(long seconds, String one, String many) {
        this.seconds = seconds;
        this.one = one;
        this.many = many;
    }

    /** Length, where the clocks are not moved. */
    public long seconds() {
        return seconds;
    }

    /** "day" or "days". */
    public String word(int count) {
        return count == 1 ? one : many;
    }

    /** "1 day", "3 days". */
    public String words(int count) {
        return count + " " + word(count);
    }
}

package dev.grader.api.job;

/** Which work goes first. */
public enum Priority {
    /** A student waits for it. */
    GRADE(0),
    /** Graded again because a person asked for it. */
    RERUN(1),
    /** A suite is not published before it. */
    PROVE(2),
    /** Proving and grading wait for it on one kind of machine. */
    CALIBRATE(3);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** Lower goes first. */
    public int rank() {
        return rank;
    }
}

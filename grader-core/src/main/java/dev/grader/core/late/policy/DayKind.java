package dev.grader.core.late.policy;

/** What a day is when the clocks are moved. */
public enum DayKind {
    /** 86,400 seconds, whatever the clocks on the wall do. */
    ABSOLUTE,
    /** From a time of day to the same time of the next day in the course's time zone, which may be 23 or 25 hours. */
    WALL_CLOCK
}

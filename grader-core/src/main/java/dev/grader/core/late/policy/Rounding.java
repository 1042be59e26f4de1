package dev.grader.core.late.policy;

/** How a part of a unit counts. */
public enum Rounding {
    /** Every unit that has begun. */
    UP,
    /** Only units that are over. */
    DOWN,
    /** Units of which at least half is over. */
    NEAREST
}

package dev.grader.core.late.policy;

/** Of what a penalty is taken. */
public enum Operand {
    /** So many percent of the earned points. */
    EARNED,
    /** So many percent of the possible points, from the earned ones. */
    POSSIBLE,
    /** Nobody gets more than the possible points less so many percent. */
    CAP,
    /** So many points. */
    POINTS
}

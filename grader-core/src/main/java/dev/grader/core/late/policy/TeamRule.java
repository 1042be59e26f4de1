package dev.grader.core.late.policy;

/** Whose budget limits a team. */
public enum TeamRule {
    /** Every member's own, for their own grade. */
    EACH,
    /** All members must have enough for all of it; else nobody's is used. */
    ALL_OR_NONE,
    /** The member with the fewest limits all. */
    MINIMUM,
    /** The member with the most covers all; the others give what they have. */
    MAXIMUM
}

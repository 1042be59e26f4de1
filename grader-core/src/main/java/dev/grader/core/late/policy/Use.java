package dev.grader.core.late.policy;

/** How units of a budget come to be used. */
public enum Use {
    /** As soon as a submission is late. */
    AUTOMATIC,
    /** Only those that the student asked for by the time of the submission. */
    OPT_IN,
    /** Only those that the student asked for, at any time. */
    RETROACTIVE,
    /** As they bring the student the most points over the whole term. */
    BEST
}

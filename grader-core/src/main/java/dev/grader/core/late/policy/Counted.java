package dev.grader.core.late.policy;

/** Which of several submissions counts; one that came after the cut-off only when there is no other. */
public enum Counted {
    LATEST,
    /** The one with the most points after the penalty. */
    BEST,
    /** The one that was chosen; the latest while none is. */
    CHOSEN
}

package dev.grader.core.suite;

/** Computed outside of every container, from predictions and labels. */
public enum Metric {
    /** Share of rows whose largest output is at the label's place. */
    ACCURACY
}

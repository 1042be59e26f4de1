package dev.grader.core.suite;

/** When a student sees a test's message and values. The verdict and points of a hidden test show at once. */
public enum Visibility {
    VISIBLE,
    HIDDEN,
    AFTER_DUE_DATE,
    AFTER_PUBLISHED;

    /** Whether inputs, indices and differences may be shown before anything is released. */
    public boolean showsValues() {
        return this == VISIBLE;
    }
}

package dev.grader.api.assignment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is handed in, and who grades it. */
public enum AssignmentKind {
    /** Code, a notebook or a trained model, graded by a suite of tests. */
    CODE,
    /** A document, graded by people. */
    FILE,
    /** Nothing is handed in: an exam, a talk. */
    NONE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

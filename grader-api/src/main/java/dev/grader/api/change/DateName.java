package dev.grader.api.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Dates of an assignment that it can be without. */
public enum DateName {
    DUE,
    CLOSES,
    CHECKPOINT;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;

/**
 * Something that happens in a term.
 *
 * @param at in the course's time zone
 * @param action one of those in test-fixtures/courses/README.md
 * @param reason empty when none is given
 * @param name by which a later step takes it back; empty for none
 */
record Step(LocalDateTime at, String action, JsonNode detail, String reason, String name) {
    /** A text of the detail. */
    String text(String key) {
        JsonNode value = detail.path(key);
        if (!value.isValueNode()) {
            throw new AssertionError(this + " lacks " + key);
        }
        return value.asText();
    }

    String assignment() {
        return text("assignment");
    }

    @Override
    public String toString() {
        return at + " " + action + " " + detail;
    }
}

package dev.grader.api.course;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do in one course. */
public enum CourseRole {
    STUDENT,
    TA,
    INSTRUCTOR;

    /** Whether everybody's work may be seen. */
    public boolean isStaff() {
        return this != STUDENT;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

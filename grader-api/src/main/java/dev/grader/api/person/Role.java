package dev.grader.api.person;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person, or a worker, may do on the whole site; what they may do in a course is their membership's role. */
public enum Role {
    STUDENT,
    TA,
    INSTRUCTOR,
    WORKER,
    ADMIN;

    /** Names for {@code @RolesAllowed}. */
    public static final class Names {
        public static final String STUDENT = "student";
        public static final String TA = "ta";
        public static final String INSTRUCTOR = "instructor";
        public static final String WORKER = "worker";
        public static final String ADMIN = "admin";

        private Names() {}
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

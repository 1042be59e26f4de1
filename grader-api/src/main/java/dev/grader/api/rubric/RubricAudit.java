package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.security.Caller;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down who marked and released what. */
@Singleton
class RubricAudit {
    private static final int NAMED = 20;

    private final AuditLog audit;

    RubricAudit(AuditLog audit) {
        this.audit = audit;
    }

    void record(Assignment assignment, Caller caller, String action, Set<String> students, Object detail) {
        String names = students.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (students.size() > NAMED ? " and " + (students.size() - NAMED) + " more" : "");
        audit.record(assignment.course().id(), caller.id(), action, assignment.slug() + " of " + names, "", detail);
    }
}

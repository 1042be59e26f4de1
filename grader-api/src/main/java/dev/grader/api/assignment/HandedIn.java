package dev.grader.api.assignment;

import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;

/** Whether anything was handed in for an assignment. */
@Singleton
class HandedIn {
    private final Sql sql;

    HandedIn(Sql sql) {
        this.sql = sql;
    }

    boolean exist(long assignmentId) {
        return sql.count("SELECT count(*) AS n FROM submission WHERE assignment_id = ?", assignmentId) > 0;
    }
}

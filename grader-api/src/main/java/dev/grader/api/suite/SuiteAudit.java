package dev.grader.api.suite;

import dev.grader.api.audit.AuditLog;
import dev.grader.api.sql.Sql;
import dev.grader.core.suite.Suite;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;

/**
 * Writes down whose version of a suite was published: from then on its full marks hold, and it grades what is handed in. Versions
 * from before their authors were known are left out.
 */
@Singleton
class SuiteAudit {
    private final Sql sql;
    private final AuditLog audit;

    SuiteAudit(Sql sql, AuditLog audit) {
        this.sql = sql;
        this.audit = audit;
    }

    private record Origin(long courseId, String slug, long personId) {}

    @Transactional(Transactional.TxType.MANDATORY)
    void published(SuiteVersion version, Suite suite) {
        sql.first(
                        """
                        SELECT assignment.course_id, assignment.slug, suite_version.uploaded_by
                        FROM suite_version JOIN assignment ON assignment.id = suite_version.assignment_id
                        WHERE suite_version.id = ? AND suite_version.uploaded_by IS NOT NULL
                        """,
                        row -> new Origin(row.number("course_id"), row.text("slug"), row.number("uploaded_by")),
                        version.id())
                .ifPresent(origin -> audit.record(
                        origin.courseId(),
                        origin.personId(),
                        "suite published",
                        origin.slug(),
                        "",
                        Map.of(
                                "version",
                                version.version(),
                                "digest",
                                version.digest(),
                                "points",
                                suite.maximumPoints())));
    }
}

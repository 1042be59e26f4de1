package dev.grader.api.bulk;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.blob.BlobStore;
import dev.grader.api.bulk.BulkArchive.Member;
import dev.grader.api.gradebook.Gradebooks;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what was handed in for an assignment. */
@Singleton
public class BulkDownload {
    private final Gradebooks gradebooks;
    private final BlobStore blobs;
    private final Sql sql;

    BulkDownload(Gradebooks gradebooks, BlobStore blobs, Sql sql) {
        this.gradebooks = gradebooks;
        this.blobs = blobs;
        this.sql = sql;
    }

    /**
     * The submissions that count, or all of them, in the order of the logins.
     *
     * @throws IllegalStateException when bytes of one of them are lost, before anything is sent
     */
    @Transactional(Transactional.TxType.MANDATORY)
    BulkArchive of(Assignment assignment, boolean all) {
        Set<String> counted = gradebooks.live(assignment.course()).students().stream()
                .flatMap(student -> Optional.ofNullable(student.cells().get(assignment.slug())).stream())
                .flatMap(cell -> cell.entry().submission().stream())
                .collect(Collectors.toSet());
        return new BulkArchive(sql.list(
                """
                SELECT submission.id, submission.attempt, submission.submitted_at, submission.file_name,
                       submission.size, submission.sha256, submission.state, person.login, person.name,
                       (SELECT string_agg(member.login, ' ' ORDER BY member.login)
                        FROM submission_member JOIN person member ON member.id = submission_member.person_id
                        WHERE submission_member.submission_id = submission.id) AS team
                FROM submission JOIN person ON person.id = submission.student_id
                WHERE submission.assignment_id = ? AND (? OR submission.id = ANY (CAST(? AS uuid[])))
                ORDER BY person.login, submission.attempt
                """,
                row -> new Member(
                        row.text("login"),
                        row.text("name"),
                        Optional.ofNullable(row.textOrNull("team"))
                                .map(team -> Arrays.asList(team.split(" ", -1)))
                                .orElse(List.of()),
                        row.text("id"),
                        row.integer("attempt"),
                        row.instant("submitted_at"),
                        row.text("file_name"),
                        row.number("size"),
                        row.text("sha256"),
                        row.text("state").toLowerCase(Locale.ROOT),
                        counted.contains(row.text("id")),
                        blob(row.text("sha256"))),
                assignment.id(),
                all,
                List.copyOf(counted)));
    }

    private Path blob(String sha256) {
        return blobs.find(sha256)
                .orElseThrow(() -> new IllegalStateException("the bytes of a submission are not there: " + sha256));
    }
}

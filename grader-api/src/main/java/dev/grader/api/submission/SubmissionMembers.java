package dev.grader.api.submission;

import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Whose work a submission is: the team as it was when it was handed in, whatever becomes of the team. */
@Singleton
public class SubmissionMembers {
    private final Sql sql;

    SubmissionMembers(Sql sql) {
        this.sql = sql;
    }

    /** Writes down the members of a new submission. */
    public void put(UUID submissionId, List<Long> people) {
        people.forEach(person -> sql.update(
                "INSERT INTO submission_member (submission_id, person_id) VALUES (?, ?)", submissionId, person));
    }
}

package dev.grader.api.submission;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.person.Person;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An accepted zip of a student. Only its state ever changes. */
@Entity
public class Submission {
    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Assignment assignment;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Person student;

    private int attempt;
    private Instant submittedAt;
    private Instant acceptedAt;
    private String sha256;
    private long size;
    private String fileName;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> collaborators;

    @Enumerated(EnumType.STRING)
    private SubmissionState state;

    private @Nullable Long suiteVersionId;
    private String receipt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Submission() {}

    /**
     * A new submission: queued, or handed in where no suite grades it.
     *
     * @param submittedAt when the upload was announced
     * @param acceptedAt when it became a submission
     */
    public Submission(
            UUID id,
            Assignment assignment,
            Person student,
            int attempt,
            Instant submittedAt,
            Instant acceptedAt,
            Archive archive,
            List<String> collaborators,
            @Nullable Long suiteVersionId,
            String receipt) {
        this.id = id;
        this.assignment = assignment;
        this.student = student;
        this.attempt = attempt;
        this.submittedAt = submittedAt;
        this.acceptedAt = acceptedAt;
        this.sha256 = archive.sha256();
        this.size = archive.size();
        this.fileName = archive.fileName();
        this.collaborators = List.copyOf(collaborators);
        this.state = suiteVersionId == null ? SubmissionState.HANDED_IN : SubmissionState.QUEUED;
        this.suiteVersionId = suiteVersionId;
        this.receipt = receipt;
    }

    /** The zip as it was uploaded; the bytes are the blob of that digest. */
    public record Archive(String sha256, long size, String fileName) {}

    /**
     * Changes the state; the same state again is no change.
     *
     * @throws IllegalStateException when {@link SubmissionState#canGoTo} forbids it
     */
    public void goTo(SubmissionState next) {
        if (next == state) {
            return;
        }
        if (!state.canGoTo(next)) {
            throw new IllegalStateException("submission " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
    }

    public UUID id() {
        return id;
    }

    public Assignment assignment() {
        return assignment;
    }

    public Person student() {
        return student;
    }

    public int attempt() {
        return attempt;
    }

    /** What lateness is measured by. */
    public Instant submittedAt() {
        return submittedAt;
    }

    public Instant acceptedAt() {
        return acceptedAt;
    }

    public Archive archive() {
        return new Archive(sha256, size, fileName);
    }

    public List<String> collaborators() {
        return List.copyOf(collaborators);
    }

    public SubmissionState state() {
        return state;
    }

    /** The suite that was published when it was accepted; none of what people grade. */
    public Optional<Long> suiteVersionId() {
        return Optional.ofNullable(suiteVersionId);
    }

    public String receipt() {
        return receipt;
    }
}

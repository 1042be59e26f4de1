package dev.grader.api.upload;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.person.Person;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A zip or a document that was announced. It counts for nothing until it is submitted. */
@Entity
public class Upload {
    /** For the bytes to follow the announcement, and again for the student to submit them. */
    public static final Duration LIFETIME = Duration.ofMinutes(30);

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Assignment assignment;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Person student;

    private String fileName;
    private long size;
    private String sha256;
    private Instant receivedAt;
    private Instant expiresAt;

    @Enumerated(EnumType.STRING)
    private UploadState state;

    private @Nullable Long checkedSuite;
    private @Nullable UUID submissionId;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Upload() {}

    Upload(UUID id, Assignment assignment, Person student, NewUpload announced, Instant receivedAt) {
        this.id = id;
        this.assignment = assignment;
        this.student = student;
        this.fileName = announced.fileName();
        this.size = announced.size();
        this.sha256 = announced.sha256();
        this.receivedAt = receivedAt;
        this.expiresAt = receivedAt.plus(LIFETIME);
        this.state = UploadState.ANNOUNCED;
    }

    void stored(Optional<Long> suiteVersionId, Instant now) {
        state = UploadState.STORED;
        checkedSuite = suiteVersionId.orElse(null);
        expiresAt = now.plus(LIFETIME);
    }

    void submittedAs(UUID submission) {
        state = UploadState.SUBMITTED;
        submissionId = submission;
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

    public String fileName() {
        return fileName;
    }

    /** Announced, in bytes. */
    public long size() {
        return size;
    }

    /** Announced, in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** When it was announced: the time of submission, if it becomes one. */
    public Instant receivedAt() {
        return receivedAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public UploadState state() {
        return state;
    }

    /** The suite whose required files were found in it; none for what no suite grades. */
    public Optional<Long> checkedSuite() {
        return Optional.ofNullable(checkedSuite);
    }

    public Optional<UUID> submissionId() {
        return Optional.ofNullable(submissionId);
    }
}

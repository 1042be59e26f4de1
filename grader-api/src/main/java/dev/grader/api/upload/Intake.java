package dev.grader.api.upload;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.blob.BlobStore;
import dev.grader.api.course.Course;
import dev.grader.api.course.Memberships;
import dev.grader.api.job.JobQueue;
import dev.grader.api.ledger.LateCosts;
import dev.grader.api.ledger.QuoteView;
import dev.grader.api.person.People;
import dev.grader.api.submission.Receipt;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.submission.Submissions;
import dev.grader.api.suite.PublishedSuite;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * From announcement to accepted submission, each step a transaction of its own; no transaction is open while bytes
 * travel. Accepting holds the lock on the student's membership, so that two submits of one student, for whatever
 * assignments of the course, come one after the other: neither attempts nor slack days can be spent twice.
 */
@ApplicationScoped
public class Intake {
    private static final long MEGABYTE = 1_000_000;

    private final Assignments assignments;
    private final Uploads uploads;
    private final Submissions submissions;
    private final SubmissionMembers members;
    private final Memberships memberships;
    private final People people;
    private final PublishedSuites suites;
    private final LateCosts lateCosts;
    private final JobQueue jobs;
    private final BlobStore blobs;
    private final Staging staging;
    private final InstantSource clock;

    Intake(
            Assignments assignments,
            Uploads uploads,
            Submissions submissions,
            SubmissionMembers members,
            Memberships memberships,
            People people,
            PublishedSuites suites,
            LateCosts lateCosts,
            JobQueue jobs,
            BlobStore blobs,
            Staging staging,
            InstantSource clock) {
        this.assignments = assignments;
        this.uploads = uploads;
        this.submissions = submissions;
        this.members = members;
        this.memberships = memberships;
        this.people = people;
        this.suites = suites;
        this.lateCosts = lateCosts;
        this.jobs = jobs;
        this.blobs = blobs;
        this.staging = staging;
        this.clock = clock;
    }

    /** An upload that may go on, and what it would cost. */
    public record Announced(UUID id, Instant receivedAt, Instant expiresAt, QuoteView quote) {}

    /** What the bytes of an upload must be. */
    record Expected(UUID id, String fileName, String sha256, long size, PublishedSuite suite) {}

    /** Refuses all that can be refused before the bytes come. */
    @Transactional
    public Announced announce(long assignmentId, long studentId, NewUpload announced) {
        Assignment assignment = assignments.findById(assignmentId);
        Instant now = clock.instant();
        requireMember(assignment.course(), studentId);
        checkRules(assignment, studentId, announced.sha256(), now);
        publishedSuite(assignment);
        if (announced.size() > assignment.maximumUploadMegabytes() * MEGABYTE) {
            throw new ProblemException(
                    Problem.UPLOAD_TOO_LARGE,
                    "The zip has " + announced.size() + " bytes; at most " + assignment.maximumUploadMegabytes()
                            + " MB are taken. Leave out data, checkpoints and environments.");
        }
        Upload upload = new Upload(UUID.randomUUID(), assignment, people.findById(studentId), announced, now);
        uploads.persist(upload);
        return new Announced(upload.id(), upload.receivedAt(), upload.expiresAt(), quote(upload));
    }

    /** Before the bytes are read. */
    @Transactional
    Expected expect(UUID id, long studentId) {
        Upload upload = find(id, studentId);
        checkAlive(upload, clock.instant());
        checkNotSubmitted(upload);
        return new Expected(id, upload.fileName(), upload.sha256(), upload.size(), publishedSuite(upload.assignment()));
    }

    /** After the bytes were found to be in order. */
    @Transactional
    void stored(UUID id, long studentId, PublishedSuite checked) {
        Upload upload = find(id, studentId);
        uploads.getEntityManager().refresh(upload, LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        checkAlive(upload, now);
        checkNotSubmitted(upload);
        upload.stored(checked.id(), now);
    }

    /** After the bytes were found not to be in order: as if it had never been announced. */
    @Transactional
    void discard(UUID id, long studentId) {
        uploads.delete("id = ?1 and student.id = ?2 and submissionId is null", id, studentId);
    }

    /**
     * Accepts an upload. The same again, and the same bytes while they wait for their grade, are the same submission.
     *
     * @param acceptedQuote id of the quote that the student has agreed to
     */
    @Transactional
    public Submission submit(UUID id, long studentId, String acceptedQuote, List<String> collaborators) {
        Upload upload = find(id, studentId);
        Assignment assignment = upload.assignment();
        if (memberships.lock(assignment.course().id(), studentId).isEmpty()) {
            throw unknown(id);
        }
        uploads.getEntityManager().refresh(upload, LockModeType.PESSIMISTIC_WRITE);
        Optional<Submission> same = upload.submissionId()
                .map(submissions::findById)
                .or(() -> submissions.pending(assignment.id(), studentId, upload.sha256()));
        if (same.isPresent()) {
            if (upload.state() == UploadState.STORED) {
                upload.submittedAs(same.get().id());
            }
            return same.get();
        }
        Instant now = clock.instant();
        checkAlive(upload, now);
        PublishedSuite suite = checkStored(upload);
        checkRules(assignment, studentId, upload.sha256(), upload.receivedAt());
        QuoteView quote = quote(upload);
        if (!quote.id().equals(acceptedQuote)) {
            throw new ProblemException(
                    Problem.LATE_COST_CHANGED,
                    "The cost is now: " + quote.explanation() + ". Your zip and its time are kept; submit again with"
                            + " this quote if you agree.",
                    Map.of("quote", quote));
        }
        return accept(upload, suite, collaborators, now);
    }

    private Submission accept(Upload upload, PublishedSuite suite, List<String> collaborators, Instant now) {
        blobs.adopt(staging.file(upload.id()), upload.sha256());
        long assignment = upload.assignment().id();
        long student = upload.student().id();
        int attempt = submissions.of(assignment, student).stream()
                        .mapToInt(Submission::attempt)
                        .max()
                        .orElse(0)
                + 1;
        UUID id = UUID.randomUUID();
        Submission.Archive archive = new Submission.Archive(upload.sha256(), upload.size(), upload.fileName());
        Submission submission = new Submission(
                id,
                upload.assignment(),
                upload.student(),
                attempt,
                upload.receivedAt(),
                now,
                archive,
                collaborators,
                suite.id(),
                Receipt.code(id, archive.sha256(), archive.size(), upload.receivedAt(), attempt));
        submissions.persistAndFlush(submission);
        members.put(submission.id(), List.of(student));
        jobs.enqueueGrade(submission);
        upload.submittedAs(id);
        return submission;
    }

    /** The suite may have been replaced since the bytes were looked into. */
    private PublishedSuite checkStored(Upload upload) {
        long checked = upload.checkedSuite()
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT, "The bytes of this upload have not come yet. Send them first."));
        PublishedSuite suite = publishedSuite(upload.assignment());
        if (suite.id() != checked) {
            RequiredFiles.check(staging.file(upload.id()), upload.fileName(), suite);
        }
        return suite;
    }

    private void checkRules(Assignment assignment, long studentId, String sha256, Instant submittedAt) {
        if (submissions.pending(assignment.id(), studentId, sha256).isPresent()) {
            return;
        }
        // an extension moves the end of an assignment, too
        Optional<Instant> closes = assignment
                .closes()
                .flatMap(date ->
                        lateCosts.dates(assignment, people.findById(studentId)).closes());
        new AttemptRules(assignment, closes, assignment.course().timeZone(), submissions.of(assignment.id(), studentId))
                .check(submittedAt);
    }

    private QuoteView quote(Upload upload) {
        return lateCosts.quote(
                upload.assignment(), upload.student(), List.of(upload.student().login()), upload.receivedAt());
    }

    private PublishedSuite publishedSuite(Assignment assignment) {
        return suites.of(assignment.id())
                .orElseThrow(() -> new ProblemException(
                        Problem.NO_SUITE_PUBLISHED,
                        "'" + assignment.title()
                                + "' has no tests yet, so that nothing can be graded. Ask the staff."));
    }

    private void requireMember(Course course, long personId) {
        if (memberships.of(course.id(), personId).isEmpty()) {
            throw new ProblemException(
                    Problem.NOT_ALLOWED,
                    "Only members of '" + course.slug() + "' may submit. Make yourself a member first.");
        }
    }

    private Upload find(UUID id, long studentId) {
        return uploads.of(id, studentId).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problem.NOT_FOUND, "There is no upload " + id + ". Announce it again.");
    }

    private static void checkAlive(Upload upload, Instant now) {
        if (now.isAfter(upload.expiresAt()) && upload.state() != UploadState.SUBMITTED) {
            throw new ProblemException(
                    Problem.UPLOAD_EXPIRED,
                    "This upload was possible until " + upload.expiresAt()
                            + ". Announce it again; no attempt is used.");
        }
    }

    private static void checkNotSubmitted(Upload upload) {
        if (upload.state() == UploadState.SUBMITTED) {
            throw new ProblemException(Problem.CONFLICT, "This upload is submitted already.");
        }
    }
}

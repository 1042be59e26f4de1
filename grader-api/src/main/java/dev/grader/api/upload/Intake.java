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
import dev.grader.api.person.Person;
import dev.grader.api.submission.Receipt;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.submission.Submissions;
import dev.grader.api.suite.PublishedSuite;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.api.term.CourseLock;
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
 * travel. Accepting holds the locks on the memberships of all whose work it is, so that two submits of one student or team,
 * for whatever assignments of the course, come one after the other: neither attempts nor slack days can be spent twice.
 */
@ApplicationScoped
public class Intake {
    private static final long MEGABYTE = 1_000_000;

    private final Assignments assignments;
    private final Uploads uploads;
    private final Submissions submissions;
    private final SubmissionMembers members;
    private final Memberships memberships;
    private final Authors authors;
    private final People people;
    private final PublishedSuites suites;
    private final LateCosts lateCosts;
    private final CourseLock courses;
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
            Authors authors,
            People people,
            PublishedSuites suites,
            LateCosts lateCosts,
            CourseLock courses,
            JobQueue jobs,
            BlobStore blobs,
            Staging staging,
            InstantSource clock) {
        this.assignments = assignments;
        this.uploads = uploads;
        this.submissions = submissions;
        this.members = members;
        this.memberships = memberships;
        this.authors = authors;
        this.people = people;
        this.suites = suites;
        this.lateCosts = lateCosts;
        this.courses = courses;
        this.jobs = jobs;
        this.blobs = blobs;
        this.staging = staging;
        this.clock = clock;
    }

    /** An upload that may go on, and what it would cost. */
    public record Announced(UUID id, Instant receivedAt, Instant expiresAt, QuoteView quote) {}

    /** What the bytes of an upload must be. */
    record Expected(UUID id, String fileName, String sha256, long size, Demand demand) {}

    /** Refuses all that can be refused before the bytes come. */
    @Transactional
    public Announced announce(long assignmentId, long studentId, NewUpload announced) {
        Assignment assignment = assignments.findById(assignmentId);
        Instant now = clock.instant();
        requireMember(assignment.course(), studentId);
        demand(assignment);
        List<Person> team = authors.of(assignment, studentId);
        checkRules(assignment, team, announced.sha256(), now);
        if (announced.size() > assignment.maximumUploadMegabytes() * MEGABYTE) {
            throw new ProblemException(
                    Problem.UPLOAD_TOO_LARGE,
                    "The file has " + announced.size() + " bytes; at most " + assignment.maximumUploadMegabytes()
                            + " MB are taken. Leave out data, checkpoints and environments.");
        }
        Upload upload = new Upload(UUID.randomUUID(), assignment, people.findById(studentId), announced, now);
        uploads.persist(upload);
        return new Announced(upload.id(), upload.receivedAt(), upload.expiresAt(), quote(upload, team));
    }

    /** Before the bytes are read. */
    @Transactional
    Expected expect(UUID id, long studentId) {
        Upload upload = find(id, studentId);
        checkAlive(upload, clock.instant());
        checkNotSubmitted(upload);
        return new Expected(id, upload.fileName(), upload.sha256(), upload.size(), demand(upload.assignment()));
    }

    /** After the bytes were found to be in order. */
    @Transactional
    void stored(UUID id, long studentId, Demand checked) {
        Upload upload = find(id, studentId);
        uploads.getEntityManager().refresh(upload, LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        checkAlive(upload, now);
        checkNotSubmitted(upload);
        upload.stored(checked.suiteId(), now);
    }

    /** After the bytes were found not to be in order: as if it had never been announced. */
    @Transactional
    void discard(UUID id, long studentId) {
        uploads.delete("id = ?1 and student.id = ?2 and submissionId is null", id, studentId);
    }

    /**
     * Accepts an upload. The same again is the same submission; so are the same bytes while they wait for their grade, or as
     * long as no other document was handed in after them.
     *
     * @param acceptedQuote id of the quote that the student has agreed to
     */
    @Transactional
    public Submission submit(UUID id, long studentId, String acceptedQuote, List<String> collaborators) {
        // what the assignment is and what was agreed to must not change while this is accepted
        courses.share(find(id, studentId).assignment().course().id());
        Upload upload = find(id, studentId);
        Assignment assignment = upload.assignment();
        List<Person> team = authors.lock(assignment, studentId);
        uploads.getEntityManager().refresh(upload, LockModeType.PESSIMISTIC_WRITE);
        Optional<Submission> same = upload.submissionId()
                .map(submissions::findById)
                .or(() -> submissions.repeated(assignment.id(), ids(team), upload.sha256()));
        if (same.isPresent()) {
            if (upload.state() == UploadState.STORED) {
                upload.submittedAs(same.get().id());
            }
            return same.get();
        }
        Instant now = clock.instant();
        checkAlive(upload, now);
        Demand demand = checkStored(upload);
        checkRules(assignment, team, upload.sha256(), upload.receivedAt());
        QuoteView quote = quote(upload, team);
        if (!quote.id().equals(acceptedQuote)) {
            throw new ProblemException(
                    Problem.LATE_COST_CHANGED,
                    "The cost is now: " + quote.explanation() + ". Your zip and its time are kept; submit again with"
                            + " this quote if you agree.",
                    Map.of("quote", quote));
        }
        return accept(upload, team, demand, collaborators, now);
    }

    private Submission accept(
            Upload upload, List<Person> team, Demand demand, List<String> collaborators, Instant now) {
        blobs.adopt(staging.file(upload.id()), upload.sha256());
        long assignment = upload.assignment().id();
        int attempt = submissions.of(assignment, ids(team)).stream()
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
                demand.suiteId().orElse(null),
                Receipt.code(id, archive.sha256(), archive.size(), upload.receivedAt(), attempt));
        submissions.persistAndFlush(submission);
        members.put(submission.id(), ids(team));
        if (submission.suiteVersionId().isPresent()) {
            jobs.enqueueGrade(submission, lateCosts.replacesEarlier(upload.assignment(), upload.receivedAt()));
        }
        upload.submittedAs(id);
        return submission;
    }

    /** What is asked for may have been replaced since the bytes were looked into. */
    private Demand checkStored(Upload upload) {
        if (upload.state() != UploadState.STORED) {
            throw new ProblemException(
                    Problem.CONFLICT, "The bytes of this upload have not come yet. Send them first.");
        }
        Demand demand = demand(upload.assignment());
        if (demand.suiteId().isEmpty() || !demand.suiteId().equals(upload.checkedSuite())) {
            demand.check(staging.file(upload.id()), upload.fileName());
        }
        return demand;
    }

    /**
     * An assignment is closed when it is for everybody whose work it is: any of a team may hand in what counts for one of
     * them. The quote says for whom it does not, and the ledger neither counts it for them nor charges them.
     */
    private void checkRules(Assignment assignment, List<Person> team, String sha256, Instant submittedAt) {
        if (submissions.repeated(assignment.id(), ids(team), sha256).isPresent()) {
            return;
        }
        // an extension moves the end of an assignment, too
        Optional<Instant> closes = assignment.closes().flatMap(date -> lateCosts.lastCount(assignment, team));
        new AttemptRules(assignment, closes, assignment.course().timeZone(), submissions.of(assignment.id(), ids(team)))
                .check(submittedAt);
    }

    private QuoteView quote(Upload upload, List<Person> team) {
        return lateCosts.quote(upload.assignment(), upload.student(), team, upload.receivedAt());
    }

    private static List<Long> ids(List<Person> team) {
        return team.stream().map(Person::id).toList();
    }

    private Demand demand(Assignment assignment) {
        return switch (assignment.kind()) {
            case CODE -> new Demand.Code(publishedSuite(assignment));
            case FILE -> new Demand.Document(assignment.fileTypes(), assignment.maximumUploadMegabytes());
            case NONE ->
                throw new ProblemException(
                        Problem.CONFLICT,
                        "Nothing is handed in for '" + assignment.title() + "': it is marked without. Is another"
                                + " assignment meant?");
        };
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

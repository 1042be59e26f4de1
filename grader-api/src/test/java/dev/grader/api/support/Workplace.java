package dev.grader.api.support;

import static io.restassured.RestAssured.given;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.blob.BlobStore;
import dev.grader.api.course.Courses;
import dev.grader.api.digest.Sha256;
import dev.grader.api.job.JobQueue;
import dev.grader.api.job.JobState;
import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.person.Role;
import dev.grader.api.security.AccessTokens;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.Submission.Archive;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.submission.Submissions;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.Tensor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** Courses, people, suites and submissions for tests, made as far as possible as in real life. */
@Singleton
public class Workplace {
    /** When the assignment is due; after any time at which tests may run. */
    public static final Instant DUE = Instant.parse("2099-01-01T00:00:00Z");

    /** When nothing more can be handed in. */
    public static final Instant LONG_AFTER_DUE = DUE.plus(Duration.ofDays(365));

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What PostgreSQL calls two transactions that wait for each other. */
    private static final String DEADLOCK = "40P01";

    private static final int TRIES = 5;
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Sql sql;
    private final People people;
    private final Courses courses;
    private final Assignments assignments;
    private final Submissions submissions;
    private final SubmissionMembers members;
    private final PublishedSuites suites;
    private final AccessTokens tokens;
    private final BlobStore blobs;
    private final JobQueue queue;

    Workplace(
            Sql sql,
            People people,
            Courses courses,
            Assignments assignments,
            Submissions submissions,
            SubmissionMembers members,
            PublishedSuites suites,
            AccessTokens tokens,
            BlobStore blobs,
            JobQueue queue) {
        this.sql = sql;
        this.people = people;
        this.courses = courses;
        this.assignments = assignments;
        this.submissions = submissions;
        this.members = members;
        this.suites = suites;
        this.tokens = tokens;
        this.blobs = blobs;
        this.queue = queue;
    }

    /** Empties the database, whatever the service is just reading. */
    public void clear() {
        for (int tries = 1; ; tries++) {
            try {
                truncate();
                return;
            } catch (Sql.StatementFailed failure) {
                if (tries == TRIES
                        || !(failure.getCause() instanceof SQLException cause)
                        || !DEADLOCK.equals(cause.getSQLState())) {
                    throw failure;
                }
            }
        }
    }

    private void truncate() {
        sql.update("TRUNCATE outbox, progress, score, measurement, fault, turn, job, calibration, submission, upload,"
                + " suite_version, assignment, membership, course, access_token, person CASCADE");
    }

    public Person person(String login, Role role) {
        return QuarkusTransaction.requiringNew()
                .call(() -> people.byLogin(login).orElseGet(() -> {
                    Person made = new Person(login, login, role, NOW);
                    people.persist(made);
                    return made;
                }));
    }

    public String token(String login, Role role) {
        Person person = person(login, role);
        return QuarkusTransaction.requiringNew().call(() -> tokens.issue(people.findById(person.id()), "test"));
    }

    public Worker worker(String name) {
        return new Worker(name, token(name, Role.WORKER));
    }

    /** A course with one assignment named "lenet". */
    public void course(String slug) {
        String admin = token("root", Role.ADMIN);
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("preset", "sharif-ce-40719", "slug", slug))
                .post("/api/v1/courses")
                .then()
                .statusCode(201);
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("title", "LeNet", "category", "practical", "due", DUE.toString()))
                .put("/api/v1/courses/{course}/assignments/lenet", slug)
                .then()
                .statusCode(201);
    }

    /** Uploads a suite; its fixtures are queued. */
    public Response uploadSuite(String course, String title) {
        return given().auth()
                .oauth2(token("root", Role.ADMIN))
                .contentType("application/zip")
                .body(Bundle.zip(title))
                .post("/api/v1/courses/{course}/assignments/lenet/suites", course);
    }

    /** Uploads a suite with another suite.yaml; its fixtures are queued where they have to be run. */
    public Response uploadSuite(String course, String title, UnaryOperator<String> change) {
        return given().auth()
                .oauth2(token("root", Role.ADMIN))
                .contentType("application/zip")
                .body(Bundle.zip(title, change))
                .post("/api/v1/courses/{course}/assignments/lenet/suites", course);
    }

    public Response suite(String course, int version) {
        return given().auth()
                .oauth2(token("root", Role.ADMIN))
                .get("/api/v1/courses/{course}/assignments/lenet/suites/{version}", course, version);
    }

    /** Does the calibration that is lent now. */
    public void calibrate(Worker worker) {
        calibrate(worker, worker.leaseOne());
    }

    /** Does a calibration that was lent. */
    public void calibrate(Worker worker, Lease lease) {
        if (!(lease.kind() instanceof JobKind.Calibrate calibrate)) {
            throw new AssertionError("expected a calibration, not " + lease.kind());
        }
        byte[] outputs = outputs(calibrate.tests());
        String digest = sha256(outputs);
        worker.send(lease, digest, outputs).then().statusCode(204);
        worker.calibration(lease, Records.calibration(lease, digest)).then().statusCode(204);
    }

    /** A tensor of every test that is measured. */
    private static byte[] outputs(List<String> tests) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            FrameWriter writer = new FrameWriter(bytes);
            for (String test : tests.isEmpty() ? List.of(Bundle.BY_HAND, Bundle.SIZE) : tests) {
                writer.write(Frames.tensor(test, "c0.0", Tensor.ofLongs(List.of(1L), test.length())));
            }
            return bytes.toByteArray();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Calibrates and proves what is queued, every fixture as declared. */
    public void prove(Worker worker) {
        calibrate(worker);
        for (int fixture = 0; fixture < 4; fixture++) {
            Lease lease = worker.leaseOne();
            boolean wrong = lease.kind().equals(new JobKind.Prove(Bundle.WRONG))
                    || lease.kind().equals(new JobKind.Prove(Bundle.STARTER));
            worker.measurement(lease, wrong ? Records.forbidden(lease) : Records.right(lease))
                    .then()
                    .statusCode(204);
        }
    }

    /** A course with a published suite. */
    public void publishedCourse(String slug, Worker worker) {
        course(slug);
        uploadSuite(slug, "Small suite of " + slug).then().statusCode(202);
        prove(worker);
    }

    /** Accepts a submission of one student as the upload does: submission, member, job and outbox row in one transaction. */
    public UUID submit(String course, String login) {
        Person student = person(login, Role.STUDENT);
        String content = "zip of " + login + " " + UUID.randomUUID();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String digest = Sha256.of(content);
        try {
            blobs.storeVerified(new ByteArrayInputStream(bytes), digest, bytes.length);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            Assignment assignment = assignments
                    .bySlug(courses.bySlug(course).orElseThrow().id(), "lenet")
                    .orElseThrow();
            Submission submission = new Submission(
                    UUID.randomUUID(),
                    assignment,
                    people.findById(student.id()),
                    submissions.of(assignment.id(), student.id()).size() + 1,
                    Instant.now(),
                    Instant.now(),
                    new Archive(digest, bytes.length, "work.zip"),
                    List.of(),
                    suites.of(assignment.id()).orElseThrow().id(),
                    UUID.randomUUID().toString());
            submissions.persist(submission);
            members.put(submission.id(), List.of(student.id()));
            queue.enqueueGrade(submission, true);
            return submission.id();
        });
    }

    public SubmissionState state(UUID submissionId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> submissions.findById(submissionId).state());
    }

    public JobState jobState(UUID submissionId) {
        return sql.first(
                        "SELECT state FROM job WHERE submission_id = ?",
                        row -> row.constant(JobState.class, "state"),
                        submissionId)
                .orElseThrow();
    }

    /** SHA-256 of the zip. */
    public String digest(UUID submissionId) {
        return sql.first("SELECT sha256 FROM submission WHERE id = ?", row -> row.text("sha256"), submissionId)
                .orElseThrow();
    }

    /** As if so many seconds had gone by since the last heartbeat of every lease. */
    public void letLeasesExpire() {
        sql.update("UPDATE job SET lease_until = now() - interval '1 second' WHERE state = 'LEASED'");
    }

    /** As if the pause after a fault had gone by. */
    public void endPauses() {
        sql.update("UPDATE job SET not_before = NULL");
    }

    /** As if it were still far from over. */
    public void lengthenPauses() {
        sql.update("UPDATE job SET not_before = not_before + interval '1 hour'");
    }

    /** Until what is done elsewhere waits for a lock in the database, or is done without. */
    public void awaitWaiting(Future<?> other) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!other.isDone() && sql.count("SELECT count(*) AS n FROM pg_locks WHERE NOT granted") == 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It neither waits for a lock nor ends.");
            }
            // the database tells nobody that somebody waits; it is asked
            Thread.sleep(20);
        }
    }

    /** How many scores the submission has. */
    public long scores(UUID submissionId) {
        return sql.count(
                "SELECT count(*) AS n FROM score JOIN job ON job.id = score.job_id WHERE job.submission_id = ?",
                submissionId);
    }
}

package dev.grader.cli.demo;

import dev.grader.cli.ExitCode;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.demo.Actor.Outcome;
import dev.grader.cli.submit.Submission;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a newcomer is shown: a course, its suite, a late student, wrong solutions, broken uploads. Everything is done by
 * the commands that people use; what comes out is checked against what was promised.
 */
final class Tour {
    private static final String COURSE = "sharif-ce-40719";
    private static final AssignmentName ASSIGNMENT = new AssignmentName(COURSE, "lenet-digits");
    private static final Duration LATENESS = Duration.ofHours(27);
    private static final String COST = "27 h late = 2 days; 2 of your 10 practical days used, 8 left; no penalty";
    private static final String QUOTE = "uses 2 of your 10 practical days; 8 left after " + ASSIGNMENT.assignment();
    private static final Duration FIRST_SCORE_LIMIT = Duration.ofSeconds(60);
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("MMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final URI service;
    private final Path solutions;
    private final Path suite;
    private final Path scratch;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Actor admin;
    private final String run;
    private final Checklist checklist = new Checklist();

    /**
     * @param adminToken of the service
     * @param suite folder of the assignment
     * @param scratch folder for the uploads that are made here
     */
    Tour(URI service, String adminToken, Path suite, Path scratch, Terminal terminal, InstantSource clock) {
        this.service = service;
        this.suite = suite;
        this.solutions = suite.resolve("fixtures");
        this.scratch = scratch;
        this.terminal = terminal;
        this.clock = clock;
        this.admin = new Actor("admin", service, adminToken, terminal);
        // new students every time: the same bytes of the same student would be the same submission
        this.run = RUN.format(clock.instant());
    }

    /** Goes through everything; true if all came out as declared. */
    boolean take() throws IOException, InterruptedException {
        Actor instructor = person("demo-instructor", "instructor");
        heading("A course from its preset, and an assignment that was due 27 hours ago");
        prepare(instructor);
        heading("The suite grades its own reference, starter, correct and wrong solutions");
        if (!publish(instructor)) {
            return summary();
        }
        due(instructor);
        heading("A student is 27 hours late with a correct solution");
        double firstScore = lateStudent(member("student-" + run, instructor));
        heading("A second student: a backward that is wrong, then a model that does not learn");
        wrongSolutions(member("second-" + run, instructor));
        heading("A third student: uploads that are broken");
        brokenUploads(member("third-" + run, instructor));
        heading("What came out");
        boolean kept = summary();
        terminal.say("From the first student's upload to the score: %.1f s.".formatted(firstScore));
        return kept;
    }

    private void heading(String text) {
        terminal.say("");
        terminal.say(terminal.style(Terminal.Style.BOLD, "== " + text));
    }

    private Actor person(String login, String role) throws IOException {
        Outcome made = admin.typesUnseen("person", "create", login, "--role", role, "--token");
        if (made.status() != ExitCode.OK) {
            throw new IOException("The demo could not make " + login + ": " + made.lastLine());
        }
        return new Actor(login, service, made.lastLine(), terminal);
    }

    private Actor member(String login, Actor instructor) throws IOException {
        Actor student = person(login, "student");
        instructor.types("course", "member", COURSE, login, "--role", "student");
        return student;
    }

    private void prepare(Actor instructor) {
        Outcome course = instructor.types("course", "create", "--preset", COURSE);
        checklist.check("The course is made from its preset", course.status() == ExitCode.OK, course.lastLine());
        due(instructor);
    }

    /** Set again right before the late student, so that the lateness does not grow while the suite is proved. */
    private void due(Actor instructor) {
        Instant due = clock.instant().minus(LATENESS);
        Outcome assignment = instructor.types(
                "assignment",
                "create",
                ASSIGNMENT.toString(),
                "--title",
                "LeNet on digits",
                "--category",
                "practical",
                "--due",
                due.toString(),
                "--reason",
                "a new tour",
                "--yes");
        checklist.check(
                "The assignment was due 27 hours ago", assignment.status() == ExitCode.OK, assignment.lastLine());
    }

    private boolean publish(Actor instructor) {
        Outcome published = instructor.types("suite", "publish", ASSIGNMENT.toString(), suite.toString());
        checklist.check(
                "Every fixture of the suite got what it declares",
                published.status() == ExitCode.OK && published.lastLine().endsWith("PUBLISHED"),
                published.lastLine());
        terminal.say("Publishing the suite took %.1f s.".formatted(published.seconds()));
        return published.status() == ExitCode.OK;
    }

    private double lateStudent(Actor student) throws IOException, InterruptedException {
        Outcome outcome = submit(student, "correct/unfold", "--wait");
        Graded graded = newest(student);
        checklist.check("A correct solution gets full marks", graded.fullMarks(), graded.summary());
        checklist.check("It costs: " + COST, graded.late().equals(COST), graded.late());
        checklist.check(
                "The cost was quoted before the upload, and the training was shown live",
                outcome.shown().contains(QUOTE)
                        && outcome.shown().indexOf(QUOTE) < outcome.shown().indexOf("epoch"),
                "no quote, or no epoch");
        checklist.check("There is a receipt", outcome.shown().contains("Receipt: "), outcome.lastLine());
        checklist.check(
                "The first score comes within " + FIRST_SCORE_LIMIT.toSeconds() + " s",
                outcome.seconds() <= FIRST_SCORE_LIMIT.toSeconds(),
                "%.1f s".formatted(outcome.seconds()));
        return outcome.seconds();
    }

    private void wrongSolutions(Actor student) throws IOException, InterruptedException {
        submit(student, "wrong/backward-sign", "--wait");
        Graded backward = newest(student);
        checklist.check(
                "A wrong backward loses its own test only",
                backward.partialCredit() && backward.lostOnly("linear-backward"),
                backward.summary());
        checklist.check(
                "The visible test names the worst element by its index",
                backward.namesElement("linear-backward"),
                backward.messages("linear-backward").toString());
        submit(student, "wrong/does-not-learn", "--wait");
        Graded still = newest(student);
        checklist.check(
                "A model that does not learn loses the training only",
                still.partialCredit() && still.lostOnly("training"),
                still.summary());
        checklist.check(
                "Hidden tests give no value away",
                backward.hiddenTestsAreSilent() && still.hiddenTestsAreSilent(),
                still.messages("training").toString());
    }

    private void brokenUploads(Actor student) throws IOException, InterruptedException {
        Files.createDirectories(scratch);
        Path noZip = scratch.resolve("no-archive.zip");
        Files.writeString(noZip, "This was meant to be a zip.\n", StandardCharsets.UTF_8);
        refused(student, noZip, Problem.NOT_AN_ARCHIVE);
        Path withoutModel = scratch.resolve("without-model.zip");
        writeZip(withoutModel);
        refused(student, withoutModel, Problem.REQUIRED_FILE_MISSING);
        List<Submission> stored = submissions(student);
        checklist.check("Nothing of the broken uploads is a submission", stored.isEmpty(), stored.size() + " are");
    }

    private void refused(Actor student, Path file, Problem problem) {
        Outcome outcome = student.types("submit", ASSIGNMENT.toString(), file.toString(), "--yes");
        checklist.check(
                file.getFileName() + " is refused at once with " + problem,
                outcome.status() == ExitCode.FAILURE && outcome.shown().contains(problem.name()),
                outcome.lastLine());
    }

    private static void writeZip(Path zip) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream output = new ZipOutputStream(file)) {
            output.putNextEntry(new ZipEntry("notes.txt"));
            output.write("The model is on my other computer.\n".getBytes(StandardCharsets.UTF_8));
            output.closeEntry();
        }
    }

    private Outcome submit(Actor student, String solution, String option) {
        return student.types(
                "submit", ASSIGNMENT.toString(), solutions.resolve(solution).toString(), "--yes", option);
    }

    private Graded newest(Actor student) throws IOException, InterruptedException {
        return new Graded(
                submissions(student).stream().reduce((one, other) -> one.attempt() > other.attempt() ? one : other));
    }

    private static List<Submission> submissions(Actor student) throws IOException, InterruptedException {
        return student.api().getList(ASSIGNMENT.path() + "/submissions", Submission.class);
    }

    private boolean summary() {
        checklist.show(terminal);
        return checklist.allKept();
    }
}

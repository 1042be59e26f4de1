package dev.grader.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.archive.FileSelection;
import dev.grader.cli.archive.FolderZip;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.bench.BenchReport.Measured;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.EventStream;
import dev.grader.cli.client.Json;
import dev.grader.cli.submit.Submission;
import dev.grader.cli.submit.Submitter;
import dev.grader.cli.suite.SuitePublisher;
import dev.grader.cli.suite.SuiteVersion;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.job.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many students who submit the same correct solution at the same moment. */
final class Burst {
    private static final String COURSE = "sharif-ce-40719";
    private static final AssignmentName ASSIGNMENT = new AssignmentName(COURSE, "lenet-digits");
    private static final String CHANGED_FILE = "model.py";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ApiClient admin;
    private final Terminal terminal;
    private final Path scratch;
    private final String run;

    /**
     * @param admin the API as an administrator
     * @param scratch an empty folder for what is uploaded
     * @param run tells the students of this run from those of earlier ones
     */
    Burst(ApiClient admin, Terminal terminal, Path scratch, String run) {
        this.admin = admin;
        this.terminal = terminal;
        this.scratch = scratch;
        this.run = run;
    }

    /** A student who is ready to submit. */
    private record Student(ApiClient api, Path zip) {}

    /**
     * Makes course and assignment and publishes the suite, each unless it is there already. The assignment has no due date: nobody
     * is late, and a later run changes nothing of an earlier one.
     *
     * @throws IOException when the suite does not grade its own solutions as it declares
     */
    SuiteVersion prepare(Path suite) throws IOException, InterruptedException {
        admin.post("/api/v1/courses", Map.of("preset", COURSE), JsonNode.class);
        admin.put(ASSIGNMENT.path(), Map.of("title", "LeNet on digits", "category", "practical"), JsonNode.class);
        SuitePublisher publisher = new SuitePublisher(admin, terminal);
        SuiteVersion sent = publisher.publish(ASSIGNMENT, suite);
        SuiteVersion version = publisher.await(ASSIGNMENT, sent.version());
        if (!version.isPublished()) {
            throw new IOException(
                    "The suite is " + version.state() + ", so there is nothing to measure. See: grader suite status "
                            + ASSIGNMENT + " " + version.version());
        }
        return version;
    }

    static String assignment() {
        return ASSIGNMENT.toString();
    }

    /** Submits so many copies at once and returns when the last one is graded. */
    List<Measured> measure(Path solution, int submissions) throws IOException, InterruptedException {
        terminal.say("Making " + submissions + " students …");
        List<Student> students = new ArrayList<>();
        for (int number = 1; number <= submissions; number++) {
            students.add(student(solution, number));
        }
        terminal.say("Submitting " + submissions + " copies at once …");
        List<String> ids = submit(students);
        List<TimedJob> jobs = new ArrayList<>();
        for (String id : ids) {
            jobs.add(await(id));
            terminal.say("  graded " + jobs.size() + " of " + submissions);
        }
        List<Measured> measured = new ArrayList<>();
        for (TimedJob job : jobs) {
            measured.add(new Measured(job, TrainingTime.seconds(events(job.id()))));
        }
        return measured;
    }

    private Student student(Path solution, int number) throws IOException, InterruptedException {
        String login = "bench-" + run + "-" + number;
        admin.post("/api/v1/people", Map.of("login", login, "name", login, "role", "student"), JsonNode.class);
        String token = admin.post("/api/v1/people/" + login + "/tokens", Map.of("label", "benchmark"), JsonNode.class)
                .path("token")
                .asText();
        admin.put("/api/v1/courses/" + COURSE + "/members/" + login, Map.of("role", "student"), JsonNode.class);
        return new Student(admin.as(token), zip(solution, number, login));
    }

    /** A comment makes the copy different: the same bytes might be graded only once some day. */
    private Path zip(Path solution, int number, String login) throws IOException {
        Path copy = Files.createDirectory(scratch.resolve(Integer.toString(number)));
        for (Path file : FileSelection.of(solution).included()) {
            Path target = copy.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(solution.resolve(file), target);
        }
        Files.writeString(copy.resolve(CHANGED_FILE), "\n# copy of " + login + "\n", StandardOpenOption.APPEND);
        Path zip = scratch.resolve(number + ".zip");
        FolderZip.write(copy, FileSelection.of(copy), zip);
        return zip;
    }

    private static List<String> submit(List<Student> students) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = students.stream()
                    .<Callable<String>>map(one -> () -> submit(one))
                    .toList();
            List<String> ids = new ArrayList<>();
            for (Future<String> call : threads.invokeAll(calls)) {
                ids.add(call.get());
            }
            return ids;
        } catch (ExecutionException e) {
            throw new IOException(
                    "A submission of the benchmark was refused: "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    e);
        }
    }

    private static String submit(Student student) throws IOException, InterruptedException {
        return new Submitter(student.api(), quote -> true)
                .submit(ASSIGNMENT, student.zip(), List.of())
                .map(Submission::id)
                .orElseThrow();
    }

    /** Asks seldom, and only for one at a time: the asking must not be what is measured. */
    private TimedJob await(String id) throws IOException, InterruptedException {
        while (true) {
            TimedJob job = admin.get("/api/v1/submissions/" + id, TimedJob.class);
            if (job.isDone()) {
                return requireCorrect(job);
            }
            // the measured times are the service's own, so asking now and then costs no accuracy
            Thread.sleep(PAUSE);
        }
    }

    private static TimedJob requireCorrect(TimedJob job) throws IOException {
        if (!job.hasFullMarks()) {
            throw new IOException("Submission " + job.id() + " is " + job.state()
                    + " and has not got full marks, so its times mean nothing. See: grader status " + job.id());
        }
        return job;
    }

    private List<Progress> events(String id) throws IOException, InterruptedException {
        List<Progress> progress = new ArrayList<>();
        try (EventStream events = admin.events("/api/v1/submissions/" + id + "/events", "")) {
            for (EventStream.Event event : events) {
                if (event.name().equals("progress")) {
                    progress.add(Json.MAPPER.readValue(event.data(), Progress.class));
                }
                if (event.name().equals("end")) {
                    return progress;
                }
            }
        }
        return progress;
    }
}

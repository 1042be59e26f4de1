package dev.grader.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.archive.FileSelection;
import dev.grader.cli.archive.FolderZip;
import dev.grader.cli.archive.SingleFile;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.SafeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = {
            "Submit a zip, or a folder, notebook or source file that is zipped first; what people read, such as a PDF, is"
                    + " sent as it is. The cost in slack days is shown before anything is sent.",
            "A file .graderignore in the folder names what stays out, a glob a line."
        })
public final class SubmitCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Parameters(index = "1", paramLabel = "PATH", description = "A zip, a folder, or a single file such as hw.ipynb.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path path;

    @Option(
            names = {"-y", "--yes"},
            description = "Accept the cost in slack days without a question.")
    private boolean yes;

    @Option(
            names = {"-w", "--wait"},
            description = "Watch the grading and show the result.")
    private boolean wait;

    @Option(names = "--collaborator", paramLabel = "LOGIN", description = "Somebody you worked with; may be repeated.")
    private List<String> collaborators = List.of();

    @Option(
            names = "--pass-points",
            paramLabel = "POINTS",
            description = "With --wait: end with status 3 when the final score is below.")
    private @Nullable BigDecimal passPoints;

    @Option(names = "--json", description = "Print the submission as JSON instead of its number or its result.")
    private boolean json;

    public SubmitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("There is no file or folder " + path + ".");
        }
        Optional<Submission> submission = Files.isDirectory(path)
                ? submitFolder()
                : SingleFile.isOne(path) && !isForPeople() ? submitAlone() : submit(path);
        if (submission.isEmpty()) {
            session.terminal().say("Nothing was submitted.");
            return ExitCode.FAILURE;
        }
        if (!wait) {
            if (json) {
                session.terminal().json(Json.MAPPER.writeValueAsString(submission.get()));
            } else {
                session.terminal().data(submission.get().id());
            }
            return ExitCode.OK;
        }
        return new Watcher(session.api(), session.terminal(), json)
                .watch(submission.get().id(), passPoints);
    }

    private boolean isForPeople() throws IOException, InterruptedException {
        return session.api()
                .get(assignment.path(), JsonNode.class)
                .path("kind")
                .asText()
                .equals("file");
    }

    private Optional<Submission> submitFolder() throws IOException, InterruptedException {
        FileSelection selection = FileSelection.of(path);
        if (selection.included().isEmpty()) {
            throw new IllegalArgumentException("There is no file to submit in " + path + ".");
        }
        session.terminal().say("Files that will be submitted:");
        selection.included().forEach(file -> session.terminal().say("  " + SafeText.line(file.toString())));
        if (!selection.leftOut().isEmpty()) {
            session.terminal().say("Files that will not be submitted:");
            selection.leftOut().forEach(file -> session.terminal().say("  " + SafeText.line(file)));
        }
        return submitPacked(path, selection);
    }

    private Optional<Submission> submitAlone() throws IOException, InterruptedException {
        Path file = path.toAbsolutePath().normalize();
        session.terminal().say("Zipped and submitted: " + SafeText.line(String.valueOf(file.getFileName())));
        return submitPacked(SingleFile.folder(file), SingleFile.selection(file));
    }

    private Optional<Submission> submitPacked(Path folder, FileSelection selection)
            throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("grader-submit");
        Path zip = temporary.resolve("submission.zip");
        try {
            FolderZip.write(folder, selection, zip);
            return submit(zip);
        } finally {
            Files.deleteIfExists(zip);
            Files.delete(temporary);
        }
    }

    private Optional<Submission> submit(Path zip) throws IOException, InterruptedException {
        return new Submitter(session.api(), this::accept).submit(assignment, zip, collaborators);
    }

    private boolean accept(Quote quote) throws IOException, InterruptedException {
        if (quote.due().isPresent()) {
            CourseDates dates = CourseDates.of(session.api(), assignment.course());
            session.terminal().say("Due " + dates.words(quote.due().get()) + ".");
        }
        session.terminal().say(SafeText.line(quote.explanation()));
        if (!quote.costs() || yes) {
            return true;
        }
        if (!session.terminal().isInteractive()) {
            throw new IllegalArgumentException(
                    "This is late, and without a terminal nobody can be asked: repeat it with --yes to accept the"
                            + " cost.");
        }
        return session.terminal().confirm("Submit?");
    }
}

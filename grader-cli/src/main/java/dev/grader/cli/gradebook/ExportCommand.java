package dev.grader.cli.gradebook;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write everybody's grades, as they are now, as CSV: to a file or the standard output. Shapes: plain (for a "
                    + "spreadsheet), canvas and moodle (as these import grades)."
        })
public final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "plain",
            description = "plain, canvas or moodle (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String shape;

    @Option(names = "--output", paramLabel = "FILE", description = "Write it there, over what is there.")
    private @Nullable Path output;

    @Option(
            names = "--excel",
            description = "Begin the file with a byte order mark, without which Excel garbles names in other scripts.")
    private boolean excel;

    public ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = "/api/v1/courses/" + ApiClient.segment(course) + "/gradebook.csv?shape="
                + ApiClient.segment(shape.toLowerCase(Locale.ROOT)) + (excel ? "&bom=true" : "");
        String text = session.api().text(path, "text/csv");
        if (output == null) {
            text.lines().forEach(session.terminal()::data);
        } else {
            Files.writeString(output, text);
            session.terminal().say("Written to " + output + ".");
        }
        return ExitCode.OK;
    }
}

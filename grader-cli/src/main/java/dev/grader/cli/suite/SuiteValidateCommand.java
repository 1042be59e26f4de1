package dev.grader.cli.suite;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.proof.SuiteFolder;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.SuiteError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = {
            "Check a suite's folder without running anything: every mistake with file, line and column. The exit status "
                    + "is 1 when there is any."
        })
public final class SuiteValidateCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FOLDER", description = "A folder with suite.yaml at its root.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    public SuiteValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = session.terminal();
        try {
            SuiteBundle bundle = new SuiteFolder(folder).read();
            terminal.say(summary(bundle.suite()));
            return ExitCode.OK;
        } catch (ProblemException mistakes) {
            errors(mistakes).forEach(error -> terminal.data(SafeText.line(error)));
            return ExitCode.FAILURE;
        }
    }

    private static String summary(Suite suite) {
        return "No mistakes: %d tests, %s points, %d solutions."
                .formatted(
                        suite.tests().size(),
                        Decimal.words(suite.maximumPoints()),
                        suite.fixtures().size());
    }

    /** A line for each mistake, as compilers write them, so that editors find the place. */
    private List<String> errors(ProblemException mistakes) {
        if (mistakes.members().get("errors") instanceof List<?> errors) {
            return errors.stream()
                    .map(error -> error instanceof SuiteError
                            ? folder.resolve(error.toString()).toString()
                            : error.toString())
                    .toList();
        }
        return List.of(Objects.toString(mistakes.getMessage()));
    }
}

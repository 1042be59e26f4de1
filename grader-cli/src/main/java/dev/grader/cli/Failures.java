package dev.grader.cli;

import dev.grader.cli.client.NotLoggedInException;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.cli.client.UnreachableException;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.problem.Problem.Fault;
import dev.grader.pipeline.InfrastructureFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one friendly line and an exit status. Stack traces are for {@code GRADER_TRACE=1}. */
final class Failures implements IExecutionExceptionHandler {
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_SERVER_STATUS = 500;

    private final Terminal terminal;
    private final boolean trace;

    Failures(Terminal terminal, boolean trace) {
        this.terminal = terminal;
        this.trace = trace;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (trace) {
            failure.printStackTrace();
        }
        return switch (failure) {
            case ProblemAnswer problem -> refused(problem, command);
            case NotLoggedInException e -> failed(e, ExitCode.NEEDS_LOGIN);
            case UnreachableException e -> failed(e, ExitCode.INFRASTRUCTURE);
            case InfrastructureFault e -> failed(e, ExitCode.INFRASTRUCTURE);
            case UncheckedIOException e -> failed(e, ExitCode.INFRASTRUCTURE);
            case IllegalArgumentException e -> failed(e, ExitCode.USAGE);
            case InterruptedException e -> {
                Thread.currentThread().interrupt();
                yield failed(e, ExitCode.FAILURE);
            }
            case IOException e -> failed(e, ExitCode.FAILURE);
            case RuntimeException e -> failed(e, ExitCode.FAILURE);
            default -> failed(failure, ExitCode.FAILURE);
        };
    }

    private int failed(Exception failure, int code) {
        String message = failure.getMessage();
        terminal.error(message == null ? failure.getClass().getSimpleName() : SafeText.lines(message));
        return code;
    }

    private int refused(ProblemAnswer problem, CommandLine command) {
        terminal.error(FlagNames.in(describe(problem), command.getCommandSpec()));
        if (problem.status() == UNAUTHORIZED) {
            return ExitCode.NEEDS_LOGIN;
        }
        boolean ours = problem.problem()
                .map(known -> known.fault() == Fault.INFRASTRUCTURE)
                .orElse(problem.status() >= FIRST_SERVER_STATUS);
        return ours ? ExitCode.INFRASTRUCTURE : ExitCode.FAILURE;
    }

    /** "The file is no zip archive. … [NOT_AN_ARCHIVE: yours to fix]". */
    static String describe(ProblemAnswer problem) {
        // a line for each mistake of a file
        String detail = SafeText.lines(problem.detail()).strip();
        if (problem.code().isEmpty()) {
            return detail;
        }
        return detail + " [" + SafeText.line(problem.code())
                + problem.problem().map(known -> ": " + whose(known.fault())).orElse("") + "]";
    }

    private static String whose(Fault fault) {
        return switch (fault) {
            case STUDENT -> "yours to fix";
            case SUITE_AUTHOR -> "for the author of the suite to fix";
            case COURSE -> "for the course's staff to fix";
            case INFRASTRUCTURE -> "the service's fault, not yours";
            case LMS -> "the learning platform's fault, not yours";
        };
    }
}

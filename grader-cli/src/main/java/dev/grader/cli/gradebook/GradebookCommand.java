package dev.grader.cli.gradebook;

import dev.grader.cli.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "gradebook",
        description =
                "Show the grades of a course, publish them, and accept what changed about published ones (staff).",
        subcommands = {
            ShowCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            PublishCommand.class,
            PendingCommands.PendingCommand.class,
            PendingCommands.AcceptCommand.class
        })
public final class GradebookCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** A command that needs nothing of the session. */
    public GradebookCommand(Session session) {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: show, export, import, publish, pending or accept.");
    }
}

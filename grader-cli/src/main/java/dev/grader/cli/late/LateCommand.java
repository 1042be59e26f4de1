package dev.grader.cli.late;

import dev.grader.cli.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "late",
        description = "Try out late policies on files, without a service.",
        subcommands = {ExplainCommand.class, PresetsCommand.class})
public final class LateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** A command that needs nothing of the session. */
    public LateCommand(Session session) {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: explain or presets.");
    }
}

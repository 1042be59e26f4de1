package dev.grader.cli.grade;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "grade",
        description =
                "Give points by hand: for the tests of a suite that people grade, or for a whole assignment such as an exam; for staff.",
        subcommands = {ManualCommand.class, EnterCommand.class})
public final class GradeCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: manual or enter.");
    }
}

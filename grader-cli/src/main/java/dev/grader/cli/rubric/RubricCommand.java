package dev.grader.cli.rubric;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "rubric",
        description = "Grade documents and talks by a rubric, alone or with others, and see how one was graded.",
        subcommands = {
            GradersCommand.class,
            ShowCommand.class,
            SheetCommand.class,
            MarkCommand.class,
            ReleaseCommand.class
        })
public final class RubricCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: graders, show, sheet, mark or release.");
    }
}

package dev.grader.cli.course;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "member",
        description = "List the members of a course, or add many at once. One by one: grader course member.",
        subcommands = {MemberListCommand.class, MemberImportCommand.class})
public final class MemberCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: list or import. To add or change one member: grader course member.");
    }
}

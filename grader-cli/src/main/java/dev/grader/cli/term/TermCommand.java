package dev.grader.cli.term;

import dev.grader.cli.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "term",
        description = {
            "Change the late policy, the grading scheme, dates and single decisions of a course. Every command shows what "
                    + "it does to grades first, and asks (staff)."
        },
        subcommands = {
            FileCommands.ChangeCommand.class,
            FileCommands.PolicyCommand.class,
            FileCommands.SchemeCommand.class,
            DateCommand.class,
            ExtendCommand.class,
            OutageCommand.class,
            ExcuseCommand.class,
            AccommodateCommand.class,
            BudgetCommand.class,
            WithdrawCommand.class,
            HistoryCommand.class
        })
public final class TermCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** A command that needs nothing of the session. */
    public TermCommand(Session session) {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: change, policy, scheme, date, extend, outage, excuse, accommodate, budget, withdraw or"
                        + " history.");
    }
}

package dev.grader.cli;

import dev.grader.cli.assignment.AssignmentCommand;
import dev.grader.cli.bench.BenchCommand;
import dev.grader.cli.course.CourseCommand;
import dev.grader.cli.course.MemberCommand;
import dev.grader.cli.data.DataCommand;
import dev.grader.cli.demo.DemoCommand;
import dev.grader.cli.grade.GradeCommand;
import dev.grader.cli.gradebook.GradebookCommand;
import dev.grader.cli.gradebook.GradesCommand;
import dev.grader.cli.gradebook.LedgersCommand;
import dev.grader.cli.gradebook.OwnDecisionCommands;
import dev.grader.cli.late.LateCommand;
import dev.grader.cli.login.LoginCommand;
import dev.grader.cli.login.PersonCommand;
import dev.grader.cli.login.WhoAmICommand;
import dev.grader.cli.request.RequestCommand;
import dev.grader.cli.rubric.RubricCommand;
import dev.grader.cli.statistics.DownloadCommand;
import dev.grader.cli.statistics.StatsCommand;
import dev.grader.cli.status.LedgerCommand;
import dev.grader.cli.status.StatusCommand;
import dev.grader.cli.status.SubmissionsCommand;
import dev.grader.cli.submit.SubmitCommand;
import dev.grader.cli.suite.SuiteCommand;
import dev.grader.cli.team.CollaboratorsCommand;
import dev.grader.cli.team.TeamCommand;
import dev.grader.cli.term.TermCommand;
import dev.grader.cli.up.UpCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "grader",
        description = "Automated grading for deep-learning courses.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "grader 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoginCommand.class,
            WhoAmICommand.class,
            PersonCommand.class,
            CourseCommand.class,
            MemberCommand.class,
            AssignmentCommand.class,
            SuiteCommand.class,
            DataCommand.class,
            SubmitCommand.class,
            GradeCommand.class,
            RubricCommand.class,
            RequestCommand.class,
            StatusCommand.class,
            SubmissionsCommand.class,
            TeamCommand.class,
            CollaboratorsCommand.class,
            LedgerCommand.class,
            TermCommand.class,
            LedgersCommand.class,
            GradesCommand.class,
            GradebookCommand.class,
            OwnDecisionCommands.ClaimCommand.class,
            OwnDecisionCommands.ChooseCommand.class,
            StatsCommand.class,
            DownloadCommand.class,
            LateCommand.class,
            UpCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done or graded, 1 failed, 2 wrong usage, 3 graded below",
            "--pass-points, 4 login needed, 5 the service's own fault."
        })
public final class GraderCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }
}

package dev.grader.cli.course;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.terminal.Table;
import dev.grader.core.course.CoursePresets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "presets",
        description = {
            "List what courses can be made from, or print one: title, calendars, late policy, grading scheme and "
                    + "assignments to begin with."
        })
public final class CoursePresetsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Print this one.")
    private @Nullable String name;

    public CoursePresetsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (name != null) {
            session.terminal().data(CoursePresets.text(name).stripTrailing());
            return ExitCode.OK;
        }
        Table table = new Table("NAME", "COURSE");
        for (String preset : CoursePresets.names()) {
            table.row(preset, CoursePresets.preset(preset).title());
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }
}

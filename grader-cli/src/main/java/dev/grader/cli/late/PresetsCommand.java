package dev.grader.cli.late;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.terminal.Table;
import dev.grader.core.late.file.LatePresets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "presets",
        description = "List the policies that come with the product, or print one, to begin your own from.")
public final class PresetsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Print this one.")
    private @Nullable String name;

    public PresetsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (name != null) {
            session.terminal().data(LatePresets.text(name).stripTrailing());
            return ExitCode.OK;
        }
        Table table = new Table("NAME", "POLICY");
        for (String preset : LatePresets.names()) {
            table.row(preset, LatePresets.policy(preset).title());
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }
}

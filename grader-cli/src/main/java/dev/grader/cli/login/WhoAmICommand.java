package dev.grader.cli.login;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "whoami", description = "Show who is logged in, and where.")
public final class WhoAmICommand implements Callable<Integer> {
    private final Session session;

    public WhoAmICommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Person me = session.api().get("/api/v1/me", Person.class);
        session.terminal()
                .data(me.login() + " (" + me.role() + ", " + me.name() + ") at "
                        + session.credentials().url());
        return ExitCode.OK;
    }
}

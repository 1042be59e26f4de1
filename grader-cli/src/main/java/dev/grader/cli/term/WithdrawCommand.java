package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "withdraw", description = "Take decisions back: every grade is as if they had never been made.")
final class WithdrawCommand extends ChangeFlow {
    @Parameters(paramLabel = "COURSE", index = "0")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Parameters(
            paramLabel = "ID",
            index = "1..*",
            arity = "1..*",
            description = "As 'grader term history COURSE --decisions' shows them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Long> ids;

    public WithdrawCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return course;
    }

    @Override
    ObjectNode change() {
        ObjectNode change = Json.MAPPER.createObjectNode();
        ids.forEach(change.putArray("withdraw")::add);
        return change;
    }
}

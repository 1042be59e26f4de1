package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A single decision about a term, written as in an events file. Moments without a zone are in that of the course. */
abstract class DecisionFlow extends ChangeFlow {
    DecisionFlow(Session session) {
        super(session);
    }

    /** Of an events file, in which the decision stands. */
    abstract String section();

    /** Writes all keys of the decision but its reason. */
    abstract void write(ObjectNode decision);

    @Override
    final ObjectNode change() {
        ObjectNode change = Json.MAPPER.createObjectNode();
        ObjectNode decision = change.putObject("decisions").putArray(section()).addObject();
        reason().ifPresent(reason -> decision.put("reason", reason));
        write(decision);
        return change;
    }

    static void putNumber(ObjectNode node, String name, @Nullable Integer value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    static void putAll(ObjectNode node, String name, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            values.forEach(node.putArray(name)::add);
        }
    }
}

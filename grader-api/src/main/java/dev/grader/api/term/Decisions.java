package dev.grader.api.term;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.core.late.file.DecisionReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Extensions, outages and what else was decided about a term. Rows are only ever added; one takes another back. */
@Singleton
public class Decisions {
    private final Sql sql;
    private final Json json;

    Decisions(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /** A decision as it is written in an events file. */
    public record Decision(long id, DecisionKind kind, JsonNode detail) {
        /** Whether it can touch an assignment: those that name another one as their only part do not. */
        boolean isAbout(String slug) {
            JsonNode part = detail.path("part");
            return part.isMissingNode() || part.asText().equals(slug);
        }

        /** Logins of those whom it names; nobody where it is about everybody. */
        Stream<String> students() {
            return Stream.concat(
                            Stream.of(detail.path("student")),
                            detail.path("students").valueStream())
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        }
    }

    /** Those that hold, in the order in which they were made. */
    public List<Decision> holding(long courseId) {
        return sql.list(
                """
                SELECT id, kind, detail FROM decision
                WHERE course_id = ? AND NOT EXISTS (SELECT 1 FROM decision_withdrawal WHERE decision_id = decision.id)
                ORDER BY id
                """,
                row -> new Decision(
                        row.number("id"),
                        row.constant(DecisionKind.class, "kind"),
                        json.read(row.text("detail"), JsonNode.class)),
                courseId);
    }

    /** Logins of those who are excused from an assignment. */
    public Set<String> excused(long courseId, String assignment) {
        return holding(courseId).stream()
                .filter(decision -> decision.kind() == DecisionKind.EXCUSE)
                .map(Decision::detail)
                .filter(detail -> detail.path("part").asText().equals(assignment))
                .map(detail -> detail.path("student").asText())
                .collect(Collectors.toSet());
    }

    /** Writes a decision down; its id. */
    public long add(long courseId, long changeId, DecisionKind kind, JsonNode detail) {
        return sql.count("""
                INSERT INTO decision (course_id, change_id, kind, detail) VALUES (?, ?, ?, CAST(? AS jsonb))
                RETURNING id AS n
                """, courseId, changeId, kind, json.write(detail));
    }

    /** Takes a decision back; the caller knows that it holds. */
    public void withdraw(long decisionId, long changeId) {
        sql.update("INSERT INTO decision_withdrawal (decision_id, change_id) VALUES (?, ?)", decisionId, changeId);
    }

    /** Decisions as the sections of an events file, with the ids of those that were made, so that mistakes can name them. */
    static ObjectNode sections(List<Decision> decisions) {
        ObjectNode sections = JsonNodeFactory.instance.objectNode();
        decisions.forEach(decision -> sections.withArray(decision.kind().section())
                .add(decision.id() == 0 ? decision.detail() : named(decision)));
        return sections;
    }

    private static JsonNode named(Decision decision) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        decision.detail().properties().forEach(member -> named.set(member.getKey(), member.getValue()));
        return named.put(DecisionReader.ID, decision.id());
    }
}

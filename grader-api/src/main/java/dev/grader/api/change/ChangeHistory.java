package dev.grader.api.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.api.change.ChangeView.Made;
import dev.grader.api.change.ChangeView.MadeDecision;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.term.DecisionKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The changes of a term. Rows are only ever added. */
@Singleton
class ChangeHistory {
    private final Sql sql;
    private final Json json;

    ChangeHistory(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    long add(long courseId, long personId, String reason, Object document) {
        return sql.count("""
                INSERT INTO change (course_id, person_id, reason, document) VALUES (?, ?, ?, CAST(? AS jsonb))
                RETURNING id AS n
                """, courseId, personId, reason, json.write(document));
    }

    private record Of(long change, MadeDecision decision) {}

    /**
     * The newest changes before one, newest first.
     *
     * @param before number of a change; a larger one than all for the newest
     */
    List<Made> before(long courseId, long before, int limit) {
        List<Made> page = sql.list(
                """
                SELECT change.id, person.login, reason, changed_at, document
                FROM change JOIN person ON person.id = change.person_id
                WHERE course_id = ? AND change.id < ? ORDER BY change.id DESC LIMIT ?
                """,
                row -> new Made(
                        row.number("id"),
                        row.text("login"),
                        row.text("reason"),
                        row.instant("changed_at"),
                        json.read(row.text("document"), JsonNode.class),
                        List.of()),
                courseId,
                before,
                limit);
        if (page.isEmpty()) {
            return page;
        }
        Map<Long, List<MadeDecision>> decisions =
                decisions(courseId, page.getLast().id(), page.getFirst().id());
        return page.stream()
                .map(made -> made.with(decisions.getOrDefault(made.id(), List.of())))
                .toList();
    }

    /** By the change that made them, from one change to another, both included. */
    private Map<Long, List<MadeDecision>> decisions(long courseId, long first, long last) {
        return sql
                .list(
                        """
                        SELECT decision.id, decision.change_id, kind, detail, withdrawal.change_id AS withdrawn_by
                        FROM decision LEFT JOIN decision_withdrawal withdrawal ON withdrawal.decision_id = decision.id
                        WHERE decision.course_id = ? AND decision.change_id BETWEEN ? AND ? ORDER BY decision.id
                        """,
                        row -> new Of(
                                row.number("change_id"),
                                new MadeDecision(
                                        row.number("id"),
                                        row.constant(DecisionKind.class, "kind"),
                                        json.read(row.text("detail"), JsonNode.class),
                                        row.numberOrNull("withdrawn_by"))),
                        courseId,
                        first,
                        last)
                .stream()
                .collect(Collectors.groupingBy(Of::change, Collectors.mapping(Of::decision, Collectors.toList())));
    }
}

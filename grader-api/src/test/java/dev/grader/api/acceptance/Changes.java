package dev.grader.api.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes of policy, scheme, dates and decisions: each is looked at first, and then made. */
final class Changes {
    private static final Map<String, String> SECTIONS = Map.of(
            "extend", "extensions",
            "outage", "outages",
            "excuse", "excused",
            "accommodate", "accommodations",
            "budget", "budget_changes");

    private final Classroom classroom;
    private final Map<String, Long> named = new HashMap<>();

    Changes(Classroom classroom) {
        this.classroom = classroom;
    }

    /** Makes a change, which must do what its preview says and nothing else. */
    void make(Step step) {
        JsonNode made = make(request(step.action(), step.detail(), step.reason()));
        if (!step.name().isEmpty()) {
            named.put(step.name(), made.required("decisions").required(0).asLong());
        }
    }

    /** The answer of the service. */
    JsonNode make(ObjectNode request) {
        Marks before = classroom.marks();
        JsonNode preview = preview(request);
        assertThat(classroom.marks().differences(before))
                .as("a preview changes nothing")
                .isEmpty();
        ObjectNode whole = request.deepCopy();
        whole.put("preview", preview.required("preview").asText());
        JsonNode made = classroom.root().post(classroom.course("/changes"), whole);
        assertThat(before.differences(classroom.marks()))
                .as("what was changed by " + request)
                .containsExactlyInAnyOrderElementsOf(differences(preview));
        return made;
    }

    /** What a change would do must be what the script says; it is not made. */
    void preview(Step step) {
        JsonNode detail = step.detail();
        String action = detail.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !key.equals("grades"))
                .findFirst()
                .orElseThrow();
        JsonNode preview = preview(request(action, detail.required(action), step.reason()));
        List<String> grades = differences(preview).stream()
                .filter(difference -> !difference.startsWith(Marks.FINAL))
                .toList();
        assertThat(grades).containsExactlyInAnyOrderElementsOf(Expectations.differences(detail.required("grades")));
    }

    private JsonNode preview(ObjectNode request) {
        return classroom.root().post(classroom.course("/changes/preview"), request);
    }

    private static List<String> differences(JsonNode outcome) {
        Marks before = new Marks(new TreeMap<>());
        Marks after = new Marks(new TreeMap<>());
        for (JsonNode cell : outcome.required("grades")) {
            String student = cell.required("student").asText();
            String assignment = cell.required("assignment").asText();
            before.put(student, assignment, Views.cell(cell.required("before")));
            after.put(student, assignment, Views.cell(cell.required("after")));
        }
        for (JsonNode grade : outcome.required("finals")) {
            String student = grade.required("student").asText();
            before.put(student, Marks.FINAL, Views.finalGrade(grade.path("before")));
            after.put(student, Marks.FINAL, Views.finalGrade(grade.path("after")));
        }
        return new ArrayList<>(before.differences(after));
    }

    /** What the service is asked for. */
    private ObjectNode request(String action, JsonNode detail, String reason) {
        ObjectNode request = Classroom.object("reason", reason.isEmpty() ? action : reason);
        switch (action) {
            case "policy", "scheme" -> request.put(action, detail.toString());
            case "dates" -> request.withArray("dates").add(dates(detail));
            case "withdraw" -> request.withArray("withdraw").add(named.get(detail.asText()));
            case "extend", "outage", "excuse", "accommodate", "budget" ->
                request.withObject("/decisions").withArray(SECTIONS.get(action)).add(decision(detail, reason));
            default -> throw new AssertionError("no change " + action);
        }
        return request;
    }

    private ObjectNode dates(JsonNode detail) {
        ObjectNode dates = detail.deepCopy();
        for (String key : List.of("due", "closes")) {
            if (detail.has(key)) {
                dates.put(
                        key,
                        classroom
                                .script()
                                .instant(LocalDateTime.parse(detail.get(key).asText()))
                                .toString());
            }
        }
        return dates;
    }

    private static ObjectNode decision(JsonNode detail, String reason) {
        ObjectNode decision = detail.deepCopy();
        if (decision.has("assignment")) {
            decision.set("part", decision.remove("assignment"));
        }
        return decision.put("reason", reason);
    }
}

package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.person.Role;
import dev.grader.api.time.MovedClock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plays a script through the HTTP API, with the clock at the time of every step. */
final class TermPlayer {
    private final Classroom classroom;
    private final MovedClock clock;
    private final Work work;
    private final Grading grading;
    private final Changes changes;
    private final Map<String, Map<String, List<String>>> teams = new LinkedHashMap<>();
    private final Map<String, String> requests = new HashMap<>();

    TermPlayer(Classroom classroom, Graded graded, MovedClock clock) {
        this.classroom = classroom;
        this.clock = clock;
        this.work = new Work(classroom, graded);
        this.grading = new Grading(classroom);
        this.changes = new Changes(classroom);
    }

    /** From the first step to the last. */
    void play() {
        clock.stopAt(classroom
                .script()
                .instant(classroom.script().steps().getFirst().at())
                .toString());
        classroom
                .root()
                .post(
                        "/api/v1/courses",
                        Classroom.object(
                                "preset",
                                classroom.script().preset(),
                                "slug",
                                classroom.script().slug(),
                                "title",
                                classroom.script().title()));
        for (Step step : classroom.script().steps()) {
            try {
                clock.stopAt(classroom.script().instant(step.at()).toString());
                play(step);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("at " + step, failure);
            }
        }
    }

    private void play(Step step) {
        switch (step.action()) {
            case "join" -> join(step.detail());
            case "assignment" -> work.assignment(step.detail());
            case "teams" -> teams(step.detail());
            case "graders" -> grading.graders(step);
            case "hand_in" -> work.handIn(step);
            case "mark" -> grading.mark(step);
            case "release" -> grading.release(step);
            case "enter" -> grading.enter(step);
            case "import" -> grading.imported(step);
            case "choose" -> work.choose(step);
            case "publish" ->
                classroom
                        .root()
                        .post(classroom.assignment(step) + "/publication", Classroom.object("reason", step.reason()));
            case "accept" -> accept(step);
            case "request" -> request(step);
            case "answer" -> answer(step);
            case "preview" -> changes.preview(step);
            case "expect" -> new Expectations(classroom, step).check();
            case "withdraw", "policy", "scheme", "dates", "extend", "outage", "excuse", "accommodate", "budget" ->
                changes.make(step);
            default -> throw new AssertionError("no action " + step.action());
        }
    }

    private void join(JsonNode detail) {
        detail.path("staff").properties().forEach(one -> {
            classroom.person(one.getKey(), Role.valueOf(one.getValue().asText().toUpperCase(Locale.ROOT)));
            classroom
                    .root()
                    .put(
                            classroom.course("/members/" + one.getKey()),
                            Classroom.object("role", one.getValue().asText()));
        });
        for (String student : classroom.named(detail.path("students"))) {
            classroom.by(student);
            classroom.root().put(classroom.course("/members/" + student), Classroom.object("role", "student"));
        }
    }

    private void teams(JsonNode detail) {
        String set = detail.required("set").asText();
        Map<String, List<String>> known = teams.computeIfAbsent(set, key -> new LinkedHashMap<>());
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        detail.required("teams")
                .properties()
                .forEach(team -> wanted.put(team.getKey(), classroom.named(team.getValue())));
        // who changes leaves the one team before joining the other
        wanted.forEach((team, members) -> {
            List<String> staying = known.getOrDefault(team, List.of()).stream()
                    .filter(members::contains)
                    .toList();
            if (known.containsKey(team)
                    && staying.size() < known.getOrDefault(team, List.of()).size()) {
                team(set, team, staying);
            }
        });
        wanted.forEach((team, members) -> team(set, team, members));
        known.putAll(wanted);
    }

    private void team(String set, String team, List<String> members) {
        classroom
                .root()
                .put(
                        classroom.course("/teams/" + set + "/" + team),
                        Classroom.object().set("members", Classroom.array(members)));
    }

    private void accept(Step step) {
        ObjectNode body = Classroom.object("reason", step.reason());
        for (String key : List.of("assignments", "students")) {
            if (step.detail().has(key)) {
                body.set(key, Classroom.array(classroom.named(step.detail().get(key))));
            }
        }
        body.set("pending", classroom.root().get(classroom.course("/pending")).required("id"));
        classroom.root().post(classroom.course("/pending/accept"), body);
    }

    private void request(Step step) {
        JsonNode asked = classroom
                .by(step.text("student"))
                .post(classroom.assignment(step) + "/requests", Classroom.object("text", step.text("text")));
        requests.put(step.text("as"), asked.required("id").asText());
    }

    private void answer(Step step) {
        classroom
                .root()
                .post(
                        classroom.course("/requests/" + requests.get(step.text("request")) + "/answer"),
                        Classroom.object("outcome", step.text("outcome"), "text", step.text("text")));
    }
}

package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Assignments, and what students hand in for them. */
final class Work {
    private final Classroom classroom;
    private final Graded graded;
    private final Map<String, PointSuite> suites = new HashMap<>();
    private final Map<String, List<String>> submissions = new HashMap<>();

    Work(Classroom classroom, Graded graded) {
        this.classroom = classroom;
        this.graded = graded;
    }

    void assignment(JsonNode detail) {
        String id = detail.required("id").asText();
        String kind = detail.required("kind").asText();
        ObjectNode body = Classroom.object(
                "title", detail.required("title").asText(),
                "category", detail.required("category").asText(),
                "kind", kind.toLowerCase(Locale.ROOT));
        if (detail.has("due")) {
            body.put(
                    "due",
                    classroom
                            .script()
                            .instant(LocalDateTime.parse(detail.get("due").asText()))
                            .toString());
        }
        Map.of("part_of", "partOf", "team_set", "teamSet").forEach((key, member) -> {
            if (detail.has(key)) {
                body.set(member, detail.get(key));
            }
        });
        if (detail.has("rubric")) {
            body.set("rubric", detail.get("rubric"));
        } else if (!kind.equals("CODE")) {
            body.set("points", detail.required("points"));
        }
        classroom.root().put(classroom.course("/assignments/" + id), body);
        if (kind.equals("CODE")) {
            publishSuite(id, detail);
        }
    }

    private void publishSuite(String assignment, JsonNode detail) {
        PointSuite suite = new PointSuite(
                classroom.script().slug() + " " + assignment,
                detail.path("file").asText("model.py"),
                detail.required("points").asInt());
        byte[] bundle = suite.zip();
        suites.put(assignment, suite);
        graded.know(bundle, suite);
        classroom.root().post(classroom.course("/assignments/" + assignment + "/suites"), "application/zip", bundle);
        graded.work();
        JsonNode proved = classroom.root().get(classroom.course("/assignments/" + assignment + "/suites/1"));
        if (!proved.path("state").asText().equals("PUBLISHED")) {
            throw new AssertionError("the suite did not prove itself: " + proved);
        }
    }

    void handIn(Step step) {
        JsonNode earned = step.detail().path("earned");
        if (earned.isMissingNode()) {
            classroom
                    .named(step.detail().required("by"))
                    .forEach(student -> handIn(
                            step,
                            student,
                            step.assignment() + ".pdf",
                            ("%PDF-1.4\n% " + step.assignment() + " of " + student + " at " + step.at())
                                    .getBytes(StandardCharsets.UTF_8)));
            return;
        }
        PointSuite suite = suites.get(step.assignment());
        if (suite == null) {
            throw new AssertionError("no suite for " + step);
        }
        earned.properties().forEach(one -> {
            byte[] work = suite.work(step.assignment() + " of " + one.getKey() + " at " + step.at())
                    .getBytes(StandardCharsets.UTF_8);
            graded.know(work, suite, one.getValue().intValue());
            handIn(step, one.getKey(), suite.file(), work);
        });
        graded.work();
    }

    private void handIn(Step step, String student, String file, byte[] content) {
        ObjectNode announced = Classroom.object("fileName", file, "sha256", Graded.digest(content));
        announced.put("size", content.length);
        JsonNode upload = classroom.by(student).post(classroom.assignment(step) + "/uploads", announced);
        String id = upload.required("id").asText();
        classroom.by(student).put("/api/v1/uploads/" + id + "/content", "application/octet-stream", content);
        ObjectNode agreed = Classroom.object(
                "acceptedQuote", upload.required("quote").required("id").asText());
        agreed.set(
                "collaborators",
                Classroom.array(classroom.named(
                        step.detail().path("with").path(student).isMissingNode()
                                ? Script.JSON.createArrayNode()
                                : step.detail().path("with").path(student))));
        JsonNode submission = classroom.by(student).post("/api/v1/uploads/" + id + "/submit", agreed);
        submissions
                .computeIfAbsent(step.assignment() + " " + student, key -> new ArrayList<>())
                .add(submission.required("id").asText());
    }

    void choose(Step step) {
        String student = step.text("student");
        List<String> handedIn = submissions.getOrDefault(step.assignment() + " " + student, List.of());
        classroom
                .by(student)
                .put(
                        classroom.assignment(step) + "/choice",
                        Classroom.object(
                                "submission",
                                handedIn.get(step.detail().required("attempt").asInt() - 1)));
    }
}

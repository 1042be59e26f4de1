package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** What people give: by rubrics, typed in, imported. */
final class Grading {
    private final Classroom classroom;

    Grading(Classroom classroom) {
        this.classroom = classroom;
    }

    void graders(Step step) {
        ArrayNode rows = Script.JSON.createArrayNode();
        List<String> graders = classroom.named(step.detail().required("graders"));
        for (String student : classroom.named(step.detail().required("students"))) {
            ObjectNode row = Classroom.object("student", student);
            row.set("graders", Classroom.array(graders));
            rows.add(row);
        }
        classroom
                .root()
                .put(classroom.assignment(step) + "/graders", Classroom.object().set("students", rows));
    }

    /** One student at a time, or all in one call. */
    void mark(Step step) {
        JsonNode rubric = classroom.root().get(classroom.assignment(step)).required("rubric");
        Http grader = classroom.by(step.text("grader"));
        boolean team = step.detail().path("team").asBoolean();
        boolean released = step.detail().path("release").asBoolean();
        ArrayNode sheets = Script.JSON.createArrayNode();
        step.detail().required("points").properties().forEach(one -> {
            ObjectNode sheet = Classroom.object("student", one.getKey());
            sheet.put("team", team).set("items", items(rubric, one.getValue()));
            sheets.add(sheet);
        });
        if (sheets.size() == 1) {
            ObjectNode only = ((ObjectNode) sheets.get(0)).deepCopy();
            String path = classroom.assignment(step) + "/students/"
                    + only.remove("student").asText() + "/rubric";
            long lastMark = grader.put(path, only)
                    .required("staff")
                    .required("lastMark")
                    .asLong();
            if (released) {
                grader.post(
                        path + "/release",
                        Classroom.object().put("lastMark", lastMark).put("team", team));
            }
            return;
        }
        grader.put(classroom.assignment(step) + "/rubric", Classroom.object().set("students", sheets));
        if (released) {
            release(step);
        }
    }

    private static ArrayNode items(JsonNode rubric, JsonNode points) {
        ArrayNode items = Script.JSON.createArrayNode();
        for (int item = 0; item < rubric.size(); item++) {
            ObjectNode mark =
                    Classroom.object("item", rubric.get(item).required("id").asText());
            mark.set("points", points.required(item));
            items.add(mark);
        }
        return items;
    }

    void release(Step step) {
        Http grader = classroom.by(step.text("grader"));
        String path = classroom.assignment(step) + "/rubric";
        long lastMark = grader.get(path).required("lastMark").asLong();
        grader.post(path + "/release", Classroom.object().put("lastMark", lastMark));
    }

    void enter(Step step) {
        ArrayNode grades = Script.JSON.createArrayNode();
        step.detail().required("points").properties().forEach(one -> {
            ObjectNode grade = Classroom.object("student", one.getKey(), "comment", "");
            grade.set("points", one.getValue());
            grades.add(grade);
        });
        ObjectNode body = Classroom.object("reason", step.reason());
        body.set("grades", grades);
        classroom.root().post(classroom.assignment(step) + "/grades", body);
    }

    void imported(Step step) {
        try {
            byte[] file = Files.readAllBytes(classroom.script().folder().resolve(step.text("file")));
            JsonNode preview = classroom.root().post(classroom.course("/gradebook.csv?preview=true"), "text/csv", file);
            classroom
                    .root()
                    .post(
                            classroom.course("/gradebook.csv?preview=false&expected="
                                    + preview.required("preview").asText()),
                            "text/csv",
                            file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

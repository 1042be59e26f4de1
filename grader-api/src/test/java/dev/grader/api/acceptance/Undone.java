package dev.grader.api.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Changes that are made and taken back leave every number as it was. */
final class Undone {
    private static final Duration MOVED = Duration.ofDays(5);

    private final Classroom classroom;
    private final Changes changes;
    private final Marks marks;
    private final String before;

    Undone(Classroom classroom) {
        this.classroom = classroom;
        this.changes = new Changes(classroom);
        this.marks = classroom.marks();
        this.before = gradebook();
    }

    private String gradebook() {
        return classroom.root().get(classroom.course("/gradebook")).toString() + ledgers();
    }

    private String ledgers() {
        return classroom.root().get(classroom.course("/ledgers")).toString();
    }

    /** Moves every due date to an earlier one and back; how many grades were others in between. */
    int dates() {
        int changed = 0;
        for (JsonNode assignment : classroom.root().get(classroom.course("/assignments"))) {
            if (assignment.path("due").isTextual()) {
                changed += movedAndBack(assignment);
            }
        }
        return changed;
    }

    private int movedAndBack(JsonNode assignment) {
        Instant due = Instant.parse(assignment.required("due").asText());
        move(assignment, due.minus(MOVED));
        int changed = marks.differences(classroom.marks()).size();
        move(assignment, due);
        assertThat(gradebook()).isEqualTo(before);
        return changed;
    }

    private void move(JsonNode assignment, Instant due) {
        ObjectNode request = Classroom.object("reason", "moved");
        request.withArray("dates")
                .add(Classroom.object("assignment", assignment.required("slug").asText(), "due", due.toString()));
        changes.make(request);
    }

    /** Gives somebody who was late an extension and withdraws it; how many grades were others in between. */
    int extension(String assignment, String student) {
        ObjectNode extend = Classroom.object("reason", "extended");
        extend.withObject("/decisions")
                .withArray("extensions")
                .add(Classroom.object("part", assignment, "student", student).put("days", 30));
        JsonNode made = changes.make(extend);
        int changed = marks.differences(classroom.marks()).size();
        ObjectNode withdraw = Classroom.object("reason", "withdrawn");
        withdraw.withArray("withdraw").add(made.required("decisions").required(0));
        changes.make(withdraw);
        assertThat(gradebook()).isEqualTo(before);
        return changed;
    }
}

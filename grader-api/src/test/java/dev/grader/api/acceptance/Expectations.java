package dev.grader.api.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.time.SolarHijri;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What must hold in the middle of a term. */
final class Expectations {
    private final Classroom classroom;
    private final JsonNode expected;

    Expectations(Classroom classroom, Step step) {
        this.classroom = classroom;
        this.expected = step.detail();
    }

    void check() {
        expected.properties().forEach(one -> check(one.getKey(), one.getValue()));
    }

    private void check(String what, JsonNode detail) {
        switch (what) {
            case "standing" -> standing(detail);
            case "shown" -> shown(detail);
            case "pending" -> pending(detail);
            case "left" -> left(detail);
            case "late_units" -> lateUnits(detail);
            case "collaborators" -> collaborators(detail);
            case "handed_in" -> handedIn(detail);
            case "weights_known" -> weightsKnown(detail.asBoolean());
            case "solar_hijri" -> solarHijri(detail);
            default -> throw new AssertionError("nobody can expect " + what);
        }
    }

    private void standing(JsonNode detail) {
        Marks marks = classroom.marks();
        detail.properties()
                .forEach(assignment -> assignment
                        .getValue()
                        .properties()
                        .forEach(student -> assertThat(marks.of(student.getKey(), assignment.getKey()))
                                .as(assignment.getKey() + " of " + student.getKey())
                                .isEqualTo(word(student.getValue()))));
    }

    private void shown(JsonNode detail) {
        detail.properties().forEach(student -> {
            Marks own =
                    Views.own(student.getKey(), classroom.by(student.getKey()).get(classroom.course("/grades")));
            student.getValue()
                    .properties()
                    .forEach(assignment -> assertThat(own.of(student.getKey(), assignment.getKey()))
                            .as(assignment.getKey() + " as " + student.getKey() + " sees it")
                            .isEqualTo(word(assignment.getValue())));
        });
    }

    private void pending(JsonNode detail) {
        assertThat(Views.pending(classroom.root().get(classroom.course("/pending"))))
                .containsExactlyInAnyOrderElementsOf(differences(detail));
    }

    /** As {@link Marks#differences}. */
    static List<String> differences(JsonNode byStudent) {
        List<String> differences = new ArrayList<>();
        byStudent
                .properties()
                .forEach(student -> student.getValue()
                        .properties()
                        .forEach(assignment -> differences.add(Marks.difference(
                                student.getKey(),
                                assignment.getKey(),
                                word(assignment.getValue().required(0)),
                                word(assignment.getValue().required(1))))));
        return differences;
    }

    private static String word(JsonNode mark) {
        return mark.isNumber() ? mark.decimalValue().setScale(2).toPlainString() : mark.asText();
    }

    private void left(JsonNode detail) {
        detail.properties()
                .forEach(budget -> budget.getValue().properties().forEach(student -> {
                    JsonNode ledger = classroom.by(student.getKey()).get(classroom.course("/ledger"));
                    JsonNode balance = find(ledger.required("balances"), "budget", budget.getKey());
                    assertThat(balance.required("left").asInt())
                            .as(budget.getKey() + " of " + student.getKey())
                            .isEqualTo(student.getValue().asInt());
                }));
    }

    private void lateUnits(JsonNode detail) {
        JsonNode gradebook = classroom.root().get(classroom.course("/gradebook"));
        detail.properties()
                .forEach(assignment -> assignment
                        .getValue()
                        .properties()
                        .forEach(student -> assertThat(find(gradebook.required("students"), "login", student.getKey())
                                        .required("cells")
                                        .required(assignment.getKey())
                                        .required("late"))
                                .as(assignment.getKey() + " of " + student.getKey())
                                .isEqualTo(student.getValue())));
    }

    private void collaborators(JsonNode detail) {
        detail.properties().forEach(assignment -> {
            JsonNode list =
                    classroom.root().get(classroom.course("/assignments/" + assignment.getKey() + "/collaborators"));
            assignment.getValue().properties().forEach(student -> {
                List<String> named = new ArrayList<>();
                find(list, "student", student.getKey())
                        .required("declared")
                        .forEach(one -> named.add(one.required("typed").asText()));
                assertThat(named).containsExactlyElementsOf(classroom.named(student.getValue()));
            });
        });
    }

    private void handedIn(JsonNode detail) {
        detail.properties()
                .forEach(assignment -> assignment.getValue().properties().forEach(student -> {
                    JsonNode own = classroom
                            .by(student.getKey())
                            .get(classroom.course("/assignments/" + assignment.getKey() + "/submissions"));
                    assertThat(!own.isEmpty())
                            .as(student.getKey() + " has something for " + assignment.getKey())
                            .isEqualTo(student.getValue().asBoolean());
                }));
    }

    private void weightsKnown(boolean known) {
        boolean anyGrade =
                classroom.marks().cells().values().stream().anyMatch(marks -> !"none".equals(marks.get(Marks.FINAL)));
        assertThat(anyGrade).as("there are final grades").isEqualTo(known);
    }

    /** Of a course that shows them. */
    private void solarHijri(JsonNode detail) {
        assertThat(classroom
                        .root()
                        .get(classroom.course(""))
                        .path("secondCalendar")
                        .asText())
                .isEqualToIgnoringCase("solar_hijri");
        detail.properties().forEach(assignment -> {
            JsonNode shown = classroom.root().get(classroom.course("/assignments/" + assignment.getKey()));
            Instant due = Instant.parse(shown.required("due").asText());
            LocalDate date = due.atZone(classroom.script().zone()).toLocalDate();
            assertThat(SolarHijri.show(date)).isEqualTo(assignment.getValue().asText());
        });
    }

    private static JsonNode find(JsonNode list, String key, String value) {
        for (JsonNode one : list) {
            if (one.required(key).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("nothing has " + key + " " + value + " in " + list);
    }
}

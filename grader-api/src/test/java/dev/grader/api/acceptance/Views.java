package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What the service shows, in the words of the scripts. */
final class Views {
    private static final Set<String> NO_ASSIGNMENTS = Set.of("student", "name");

    private Views() {}

    /** Everybody's live grades. */
    static Marks gradebook(JsonNode gradebook) {
        Marks marks = new Marks(new TreeMap<>());
        for (JsonNode student : gradebook.required("students")) {
            String login = student.required("login").asText();
            student.required("cells")
                    .properties()
                    .forEach(cell -> marks.put(login, cell.getKey(), cell(cell.getValue())));
            marks.put(login, Marks.FINAL, finalGrade(student.path("grade")));
        }
        return marks;
    }

    /** What a student sees. */
    static Marks own(String student, JsonNode grades) {
        Marks marks = new Marks(new TreeMap<>());
        for (JsonNode item : grades.required("items")) {
            marks.put(student, item.required("assignment").asText(), cell(item));
        }
        marks.put(student, Marks.FINAL, finalGrade(grades.path("grade")));
        return marks;
    }

    /** Published grades that would be others now, as {@link Marks#differences}. */
    static List<String> pending(JsonNode pending) {
        List<String> differences = new ArrayList<>();
        for (JsonNode change : pending.required("changes")) {
            differences.add(Marks.difference(
                    change.required("student").asText(),
                    change.required("assignment").asText(),
                    mark(change.path("published"), change.required("publishedStanding")),
                    mark(change.path("points"), change.required("standing"))));
        }
        return differences;
    }

    /** The exported file. */
    static Marks csv(String text) {
        Marks marks = new Marks(new TreeMap<>());
        List<String> lines = text.strip().lines().toList();
        List<String> header = List.of(lines.getFirst().split(",", -1));
        int login = header.indexOf("student");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int column = 0; column < cells.length; column++) {
                String name = header.get(column);
                if (name.equals("final grade")) {
                    marks.put(cells[login], Marks.FINAL, cells[column]);
                } else if (!NO_ASSIGNMENTS.contains(name)) {
                    marks.put(cells[login], name, exported(cells[column]));
                }
            }
        }
        return marks;
    }

    private static String exported(String cell) {
        if (cell.isEmpty()) {
            return "open";
        }
        return cell.matches("[0-9.]+") ? twoDigits(new BigDecimal(cell)) : cell;
    }

    /** Two digits, or a word. */
    static String cell(JsonNode cell) {
        return mark(cell.path("points"), cell.required("standing"));
    }

    private static String mark(JsonNode points, JsonNode standing) {
        return points.isNumber() ? twoDigits(points.decimalValue()) : standing.asText();
    }

    private static String twoDigits(BigDecimal points) {
        return points.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }

    /** Exactly as it is written, or none. */
    static String finalGrade(JsonNode grade) {
        return grade.isNumber() ? grade.decimalValue().toPlainString() : "none";
    }
}

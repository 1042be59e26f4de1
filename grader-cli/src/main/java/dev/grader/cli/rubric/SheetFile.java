package dev.grader.cli.rubric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.grader.cli.rubric.Filled.Mark;
import dev.grader.cli.rubric.Overview.Document;
import dev.grader.cli.rubric.Overview.Item;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A sheet with the rubrics of some students, in YAML, which a grader fills in with an editor. */
final class SheetFile {
    private static final Set<String> STUDENT_KEYS = Set.of("student", "submission", "team", "comment", "items");
    private static final Set<String> ITEM_KEYS = Set.of("points", "comment");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** In the place of a submission; marks are refused when there is one by the time that they come. */
    private static final String NOTHING = "none";

    private SheetFile() {}

    /**
     * A student of a sheet.
     *
     * @param submission the document that the marks are for
     * @param marks what the grader has given so far
     */
    record Entry(String student, Optional<Document> submission, List<Mark> marks) {}

    /** The lines of a sheet, with what was given so far filled in. */
    static List<String> write(String title, List<Item> items, List<Entry> entries) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + SafeText.line(title));
        lines.add(
                "# Items whose points are left as ~ keep the marks that they have, and so does a comment; an empty one, \"\", takes it away.");
        lines.add("# With 'team: true' the whole team gets the marks. They are for the submission that is named.");
        for (Item item : items) {
            String description = Optional.ofNullable(item.description()).orElse("");
            lines.add(SafeText.line("#   " + item.id() + ": " + item.title() + ", at most "
                    + Decimal.words(item.points()) + (description.isBlank() ? "" : " – " + description)));
        }
        lines.add("students:");
        for (Entry entry : entries) {
            lines.add("- student: " + quoted(entry.student()));
            lines.add(entry.submission()
                    .map(document ->
                            "  submission: " + quoted(document.id()) + "  # " + SafeText.line(document.words()))
                    .orElse("  submission: " + NOTHING + "  # nothing was handed in"));
            lines.add("  team: false");
            lines.add("  comment: "
                    + mark(entry, "").map(mark -> quoted(mark.comment())).orElse("~"));
            lines.add("  items:");
            for (Item item : items) {
                Optional<Mark> mark = mark(entry, item.id());
                lines.add("    " + quoted(item.id()) + ": {points: "
                        + mark.map(given -> Decimal.words(given.points())).orElse("~") + ", comment: "
                        + quoted(mark.map(Mark::comment).orElse("")) + "}");
            }
        }
        return lines;
    }

    /**
     * The marks of a sheet as the service takes them; students for whom nothing is filled in are left out.
     *
     * @param file name for messages
     * @throws IllegalArgumentException with what is wrong and where
     */
    static List<Map<String, Object>> read(String file, String text) {
        JsonNode root = parse(file, text);
        if (!root.path("students").isArray()) {
            throw new IllegalArgumentException(
                    file + " has no list of students. Make a sheet with: grader rubric sheet COURSE/ASSIGNMENT");
        }
        List<Map<String, Object>> students = new ArrayList<>();
        int number = 0;
        for (JsonNode student : root.path("students")) {
            String place = file + ", students[" + number++ + "]";
            Map<String, Object> marks = student(place, student);
            if (marks.get("items") instanceof List<?> items && (!items.isEmpty() || marks.containsKey("comment"))) {
                students.add(marks);
            }
        }
        return students;
    }

    private static JsonNode parse(String file, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException(
                    file + " is no YAML: line " + mistake.getLocation().getLineNr() + ": "
                            + mistake.getOriginalMessage(),
                    mistake);
        }
    }

    private static Map<String, Object> student(String place, JsonNode student) {
        requireKeys(place, student, STUDENT_KEYS);
        String login = student.path("student").asText();
        if (login.isBlank()) {
            throw new IllegalArgumentException(place + " names no student.");
        }
        Map<String, Object> marks = new LinkedHashMap<>();
        marks.put("student", login);
        marks.put("team", student.path("team").asBoolean(false));
        String submission = student.path("submission").asText("");
        if (submission.equals(NOTHING)) {
            marks.put("nothingHandedIn", true);
        } else if (!submission.isBlank()) {
            marks.put("submission", submission);
        }
        JsonNode comment = student.path("comment");
        if (!comment.isNull() && !comment.isMissingNode()) {
            marks.put("comment", comment.asText().strip());
        }
        List<Map<String, Object>> items = new ArrayList<>();
        student.path("items").properties().forEach(item -> {
            String where = place + ", " + login + ", " + item.getKey();
            requireKeys(where, item.getValue(), ITEM_KEYS);
            JsonNode points = item.getValue().path("points");
            String remark = item.getValue().path("comment").asText("");
            if (points.isNumber()) {
                items.add(Map.of("item", item.getKey(), "points", points.decimalValue(), "comment", remark));
            } else if (!points.isNull() && !points.isMissingNode()) {
                throw new IllegalArgumentException(
                        where + ": '" + points.asText() + "' is no number of points. Write one, or ~ for none yet.");
            } else if (!remark.isBlank()) {
                throw new IllegalArgumentException(
                        where + " has a comment but no points. Give points, or comment on the whole work.");
            }
        });
        marks.put("items", items);
        return marks;
    }

    private static void requireKeys(String place, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    place + " is not as in a sheet; it has " + String.join(", ", known) + ".");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(place + " has '" + key + "', which no sheet has. It has "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
    }

    private static Optional<Mark> mark(Entry entry, String item) {
        return entry.marks().stream().filter(mark -> mark.item().equals(item)).findFirst();
    }

    /** A JSON string, which YAML reads too once what it cannot have, and nobody could see, is escaped. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        JsonNodeFactory.instance.textNode(text).toString().codePoints().forEach(character -> {
            if (isVisible(character)) {
                quoted.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
                }
            }
        });
        return quoted.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            // the two that join letters or keep them apart are a part of how Persian is written
            case Character.FORMAT -> character == 0x200C || character == 0x200D;
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

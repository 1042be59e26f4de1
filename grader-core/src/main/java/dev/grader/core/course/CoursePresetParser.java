package dev.grader.core.course;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.course.CoursePreset.Assignment;
import dev.grader.core.course.CoursePreset.Kind;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.suite.DocumentSchema;
import dev.grader.core.suite.RubricItem;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a course preset: YAML, then the published JSON Schema, then what the schema cannot say. */
public final class CoursePresetParser {
    static final String RESOURCE = "/schema/course-preset-1.schema.json";
    private static final DocumentSchema SCHEMA = DocumentSchema.load(RESOURCE);
    /** How far the text of the scheme is indented. */
    private static final Pattern INDENTED = Pattern.compile("(?m)^scheme:[^\\n]*\\n\\s*?( +)\\S");

    private final CheckedDocument document;
    private final int indented;

    private CoursePresetParser(CheckedDocument document, int indented) {
        this.document = document;
        this.indented = indented;
    }

    /**
     * The preset in a file.
     *
     * @param file name for messages
     * @throws DocumentErrors with every mistake that was found
     */
    public static CoursePreset parse(String file, String text) {
        Matcher indentation = INDENTED.matcher(text);
        return new CoursePresetParser(
                        CheckedDocument.read(file, text, SCHEMA),
                        indentation.find() ? indentation.group(1).length() : 0)
                .preset();
    }

    private CoursePreset preset() {
        JsonNode root = document.root();
        ZoneId zone = document.made(
                        "/time_zone", () -> zone(root.get("time_zone").asText()))
                .orElse(ZoneOffset.UTC);
        String policy = root.get("late_policy").asText();
        document.made("/late_policy", () -> LatePresets.policy(policy));
        String schemeText = root.get("scheme").asText();
        Optional<SchemeDocument> scheme = scheme(schemeText);
        List<Assignment> assignments = assignments(root.path("assignments"));
        document.refuseAny();
        return new CoursePreset(
                root.get("title").asText(),
                zone,
                text(root.path("second_calendar")).map(name -> SecondCalendar.valueOf(name.toUpperCase(Locale.ROOT))),
                policy,
                schemeText,
                scheme.orElseThrow(),
                assignments);
    }

    private Optional<SchemeDocument> scheme(String text) {
        try {
            return Optional.of(SchemeParser.parse("scheme", text));
        } catch (DocumentErrors mistakes) {
            document.nested("/scheme", indented, mistakes);
            return Optional.empty();
        }
    }

    private List<Assignment> assignments(JsonNode nodes) {
        List<Assignment> assignments = new ArrayList<>();
        Set<String> slugs = new HashSet<>();
        int index = 0;
        for (JsonNode node : nodes) {
            String pointer = "/assignments/" + index;
            if (!slugs.add(node.get("slug").asText())) {
                document.error(
                        pointer + "/slug",
                        "there are two assignments '" + node.get("slug").asText() + "'");
            }
            document.made(pointer, () -> assignment(node, pointer)).ifPresent(assignments::add);
            index++;
        }
        return assignments;
    }

    private Assignment assignment(JsonNode node, String pointer) {
        List<RubricItem> rubric = rubric(node.path("rubric"), pointer + "/rubric");
        List<String> fileTypes = new ArrayList<>();
        node.path("file_types").forEach(type -> fileTypes.add(type.asText()));
        Kind kind = Kind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT));
        switch (kind) {
            case CODE ->
                require(
                        !node.has("points") && rubric.isEmpty() && fileTypes.isEmpty(),
                        "points, rubric and files of code are in its suite; leave them out");
            case FILE -> requirePoints(node, rubric);
            case NONE -> {
                requirePoints(node, rubric);
                require(fileTypes.isEmpty(), "nothing is handed in, so leave file_types out, or write kind: file");
            }
        }
        return new Assignment(
                node.get("slug").asText(),
                node.get("title").asText(),
                kind,
                node.get("category").asText(),
                text(node.path("part_of")),
                points(node, rubric),
                text(node.path("team_set")),
                fileTypes,
                rubric);
    }

    private static void requirePoints(JsonNode node, List<RubricItem> rubric) {
        require(node.has("points") == rubric.isEmpty(), "write points, or a rubric, which has them");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static Optional<BigDecimal> points(JsonNode node, List<RubricItem> rubric) {
        return rubric.stream()
                .map(RubricItem::points)
                .reduce(BigDecimal::add)
                .or(() -> Optional.ofNullable(node.get("points")).map(JsonNode::decimalValue));
    }

    private List<RubricItem> rubric(JsonNode nodes, String pointer) {
        List<RubricItem> rubric = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : nodes) {
            String id = node.get("id").asText();
            if (!ids.add(id)) {
                document.error(pointer + "/" + rubric.size() + "/id", "the rubric has two items '" + id + "'");
            }
            rubric.add(new RubricItem(
                    id,
                    node.get("title").asText(),
                    node.get("points").decimalValue(),
                    node.path("description").asText("")));
        }
        return rubric;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException exception) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no time zone; write one like Asia/Tehran or Europe/Berlin", exception);
        }
    }
}

package dev.grader.core.gradebook.term;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.grader.core.course.CoursePreset;
import dev.grader.core.course.CoursePresets;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.late.Event;
import dev.grader.core.late.file.DecisionReader;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.file.PolicyParser;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.time.SecondCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A script of test-fixtures/courses, played to its end without a service: what its grades follow from. */
final class PlayedTerm {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Map<String, String> SECTIONS = Map.of(
            "extend", "extensions",
            "outage", "outages",
            "excuse", "excused",
            "accommodate", "accommodations",
            "budget", "budget_changes");

    private final Path folder;
    private final ZoneId zone;
    private final Optional<SecondCalendar> secondCalendar;
    private final Map<String, Student> students = new TreeMap<>();
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> teamSets = new HashMap<>();
    private final Map<String, List<String>> teamOf = new HashMap<>();
    private final List<Event.Submission> handedIn = new ArrayList<>();
    private final Map<String, ObjectNode> decisions = new LinkedHashMap<>();
    private final Map<CellKey, List<String>> graders = new HashMap<>();
    private final Map<CellKey, Map<String, BigDecimal>> drafts = new HashMap<>();
    private final Map<CellKey, Map<String, BigDecimal>> released = new HashMap<>();
    private final Map<CellKey, Facts.Entered> entered = new HashMap<>();
    private Policy policy;
    private SchemeDocument scheme;
    private Instant now = Instant.EPOCH;

    PlayedTerm(Path folder) {
        this.folder = folder;
        JsonNode script = yaml(folder.resolve("term.yaml"));
        CoursePreset preset = CoursePresets.preset(script.required("preset").asText());
        zone = preset.timeZone();
        secondCalendar = preset.secondCalendar();
        policy = LatePresets.policy(preset.latePolicy());
        scheme = preset.scheme();
        for (CoursePreset.Assignment assignment : preset.assignments()) {
            Column.Kind kind = Column.Kind.valueOf(assignment.kind().name());
            column(assignment.slug(), assignment.category(), kind, Optional.empty(), assignment.points());
            assignment.teamSet().ifPresent(set -> teamSets.put(assignment.slug(), set));
        }
        script.required("steps").forEach(this::play);
    }

    private static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    ZoneId zone() {
        return zone;
    }

    /** What is known in the end. */
    Facts facts() {
        Map<CellKey, BigDecimal> marked = new HashMap<>();
        released.forEach((cell, totals) -> mean(cell, totals).ifPresent(points -> marked.put(cell, points)));
        List<Event.Submission> submissions =
                handedIn.stream().map(one -> graded(one, marked)).toList();
        Facts before = facts(new ArrayList<>(submissions), marked);
        ObjectNode sections = YAML.createObjectNode();
        decisions.forEach((name, decision) ->
                sections.withArray(name.substring(0, name.indexOf(' '))).add(decision));
        List<Event> events = new ArrayList<>(submissions);
        events.addAll(new DecisionReader(policy, before.calendar(), submissions).wanted(sections));
        return facts(events, marked);
    }

    private Facts facts(List<Event> events, Map<CellKey, BigDecimal> marked) {
        return new Facts(
                policy,
                scheme,
                zone,
                secondCalendar,
                List.copyOf(students.values()),
                List.copyOf(columns.values()),
                events,
                entered,
                marked,
                now);
    }

    /** Nobody has points before all who are to grade have released theirs. */
    private Optional<BigDecimal> mean(CellKey cell, Map<String, BigDecimal> totals) {
        if (!totals.keySet().containsAll(graders.getOrDefault(cell, List.of()))) {
            return Optional.empty();
        }
        BigDecimal sum = totals.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(sum.divide(BigDecimal.valueOf(totals.size())));
    }

    /** A document is worth to each member what the rubric says for this member. */
    private static Event.Submission graded(Event.Submission handed, Map<CellKey, BigDecimal> marked) {
        if (handed.earned().isPresent()) {
            return handed;
        }
        Map<String, BigDecimal> earnedBy = new HashMap<>();
        for (String member : handed.members()) {
            BigDecimal points = marked.get(new CellKey(member, handed.part()));
            if (points != null) {
                earnedBy.put(member, points);
            }
        }
        return new Event.Submission(
                handed.id(), handed.part(), handed.members(), handed.at(), Optional.empty(), false, earnedBy);
    }

    private void play(JsonNode step) {
        now = instant(step.required("at"));
        step.properties().forEach(entry -> play(step, entry.getKey(), entry.getValue()));
    }

    private void play(JsonNode step, String action, JsonNode detail) {
        switch (action) {
            case "join" ->
                named(detail.path("students")).forEach(login -> students.put(login, new Student(login, login)));
            case "assignment" -> assignment(detail);
            case "policy" -> policy = PolicyParser.parse("late-policy.yaml", detail.toString());
            case "scheme" -> scheme = SchemeParser.parse("grading-scheme.yaml", detail.toString());
            case "dates" -> dates(detail);
            case "teams" -> teams(detail);
            case "graders" ->
                named(detail.required("students"))
                        .forEach(student -> graders.put(cell(student, detail), named(detail.required("graders"))));
            case "hand_in" -> handIn(detail);
            case "mark" -> mark(detail);
            case "release" -> release(detail);
            case "enter" ->
                detail.required("points")
                        .properties()
                        .forEach(one -> entered.put(
                                cell(one.getKey(), detail),
                                new Facts.Entered(one.getValue().decimalValue(), "")));
            case "import" -> imported(detail);
            case "extend", "outage", "excuse", "accommodate", "budget" ->
                decide(Objects.requireNonNull(SECTIONS.get(action)), step, detail);
            case "choose" -> choose(step, detail);
            case "withdraw" -> decisions.keySet().removeIf(name -> name.endsWith(" " + detail.asText()));
            case "at", "reason", "name", "publish", "accept", "request", "answer", "preview", "expect" -> {}
            default -> throw new AssertionError("no action " + action);
        }
    }

    private Instant instant(JsonNode local) {
        return LocalDateTime.parse(local.asText()).atZone(zone).toInstant();
    }

    private static CellKey cell(String student, JsonNode detail) {
        return new CellKey(student, detail.required("assignment").asText());
    }

    private static List<String> named(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .flatMap(PlayedTerm::range)
                .toList();
    }

    private static Stream<String> range(String name) {
        int dots = name.indexOf("..");
        return dots < 0
                ? Stream.of(name)
                : IntStream.rangeClosed(
                                Integer.parseInt(name.substring(1, dots)), Integer.parseInt(name.substring(dots + 3)))
                        .mapToObj(number -> String.format(Locale.ROOT, "s%02d", number));
    }

    private void column(
            String id, String category, Column.Kind kind, Optional<Instant> due, Optional<BigDecimal> possible) {
        columns.put(
                id,
                new Column(
                        id, id, category, kind, Optional.empty(), due, Optional.empty(), Optional.empty(), possible));
    }

    private void assignment(JsonNode detail) {
        String id = detail.required("id").asText();
        BigDecimal points = detail.has("points")
                ? detail.get("points").decimalValue()
                : StreamSupport.stream(detail.required("rubric").spliterator(), false)
                        .map(item -> item.required("points").decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        column(
                id,
                detail.required("category").asText(),
                Column.Kind.valueOf(detail.required("kind").asText()),
                Optional.ofNullable(detail.get("due")).map(this::instant),
                Optional.of(points));
        if (detail.has("team_set")) {
            teamSets.put(id, detail.get("team_set").asText());
        }
    }

    private void dates(JsonNode detail) {
        Column old =
                Objects.requireNonNull(columns.get(detail.required("assignment").asText()));
        column(old.id(), old.category(), old.kind(), Optional.of(instant(detail.required("due"))), old.possible());
    }

    private void teams(JsonNode detail) {
        detail.required("teams")
                .forEach(team -> named(team)
                        .forEach(member -> teamOf.put(detail.required("set").asText() + " " + member, named(team))));
    }

    private List<String> team(String student, JsonNode detail) {
        String set = teamSets.get(detail.required("assignment").asText());
        return teamOf.getOrDefault(set + " " + student, List.of(student));
    }

    private void handIn(JsonNode detail) {
        if (detail.has("earned")) {
            detail.get("earned")
                    .properties()
                    .forEach(one -> handIn(
                            one.getKey(), detail, Optional.of(one.getValue().decimalValue())));
        } else {
            named(detail.required("by")).forEach(student -> handIn(student, detail, Optional.empty()));
        }
    }

    private void handIn(String student, JsonNode detail, Optional<BigDecimal> earned) {
        String part = detail.required("assignment").asText();
        String first = part + "/" + student + "/";
        long attempt =
                handedIn.stream().filter(one -> one.id().startsWith(first)).count() + 1;
        handedIn.add(new Event.Submission(first + attempt, part, team(student, detail), now, earned, false));
    }

    private void mark(JsonNode detail) {
        detail.required("points").properties().forEach(one -> {
            BigDecimal total = StreamSupport.stream(one.getValue().spliterator(), false)
                    .map(JsonNode::decimalValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            List<String> marked = detail.path("team").asBoolean() ? team(one.getKey(), detail) : List.of(one.getKey());
            for (String student : marked) {
                (detail.path("release").asBoolean() ? released : drafts)
                        .computeIfAbsent(cell(student, detail), key -> new HashMap<>())
                        .put(detail.required("grader").asText(), total);
            }
        });
    }

    private void release(JsonNode detail) {
        String grader = detail.required("grader").asText();
        drafts.forEach((cell, totals) -> {
            if (cell.column().equals(detail.required("assignment").asText()) && totals.containsKey(grader)) {
                released.computeIfAbsent(cell, key -> new HashMap<>()).put(grader, totals.remove(grader));
            }
        });
    }

    private void imported(JsonNode detail) {
        try {
            Files.readAllLines(folder.resolve(detail.required("file").asText())).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells ->
                            entered.put(cell(cells[0], detail), new Facts.Entered(new BigDecimal(cells[1]), "")));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void decide(String section, JsonNode step, JsonNode detail) {
        ObjectNode decision = detail.deepCopy();
        if (decision.has("assignment")) {
            decision.set("part", decision.remove("assignment"));
        }
        if (step.has("reason")) {
            decision.set("reason", step.get("reason"));
        }
        decisions.put(section + " " + step.path("name").asText(section + decisions.size()), decision);
    }

    private void choose(JsonNode step, JsonNode detail) {
        ObjectNode choice = YAML.createObjectNode();
        String part = detail.required("assignment").asText();
        String student = detail.required("student").asText();
        choice.put("part", part)
                .put("student", student)
                .put(
                        "submission",
                        part + "/" + student + "/" + detail.required("attempt").asText())
                .put("at", step.required("at").asText());
        decisions.put("choices " + decisions.size(), choice);
    }
}

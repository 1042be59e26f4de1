package dev.grader.core.late.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import dev.grader.core.late.Part;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.suite.DocumentSchema;
import dev.grader.core.time.SecondCalendar;
import dev.grader.core.time.WrittenMoment;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the calendar and the events of a term: YAML, then the published JSON Schema, then what the schema cannot say. */
public final class EventsParser {
    static final String RESOURCE = "/schema/late-events-1.schema.json";
    private static final DocumentSchema SCHEMA = DocumentSchema.load(RESOURCE);

    private final CheckedDocument document;
    private final Policy policy;
    private final ZoneId zone;
    private final List<String> students = new ArrayList<>();

    private EventsParser(CheckedDocument document, Policy policy) {
        this.document = document;
        this.policy = policy;
        this.zone = document.made(
                        "/time_zone",
                        () -> zone(document.root().get("time_zone").asText()))
                .orElse(ZoneOffset.UTC);
        document.root().path("students").forEach(student -> students.add(student.asText()));
    }

    /**
     * The term in a file.
     *
     * @param file name for messages
     * @param policy whose budgets the file may name
     * @throws DocumentErrors with every mistake that was found
     */
    public static TermFile parse(String file, String text, Policy policy) {
        return new EventsParser(CheckedDocument.read(file, text, SCHEMA), policy).term();
    }

    private TermFile term() {
        List<Part> parts = parts();
        // a part that is there twice, or has a wrong date, is an error already, and only one
        Map<String, String> ids = new HashMap<>();
        document.root()
                .get("parts")
                .forEach(part -> ids.putIfAbsent(
                        part.get("id").asText(), part.get("category").asText()));
        Set<String> categories = new HashSet<>(policy.categories().keySet());
        policy.budgets().forEach(budget -> categories.addAll(budget.categories()));
        Set<String> budgets = policy.budgets().stream().map(Budget::name).collect(Collectors.toSet());
        List<Event> events = new EventMapper(
                        document,
                        zone,
                        ids,
                        categories,
                        students.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(students)),
                        budgets)
                .events();
        document.refuseAny();
        return new TermFile(new Calendar(zone, secondCalendar(), students, parts, Map.of()), events);
    }

    private Optional<SecondCalendar> secondCalendar() {
        JsonNode name = document.root().path("second_calendar");
        return name.isTextual()
                ? Optional.of(SecondCalendar.valueOf(name.asText().toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int index = 0;
        for (JsonNode node : document.root().get("parts")) {
            String pointer = "/parts/" + index;
            String id = node.get("id").asText();
            if (!seen.add(id)) {
                document.error(pointer + "/id", "'" + id + "' is there twice; every part needs an id of its own");
            }
            document.made(pointer, () -> part(node, id)).ifPresent(parts::add);
            index++;
        }
        return parts;
    }

    private Part part(JsonNode node, String id) {
        return new Part(
                id,
                node.get("category").asText(),
                moment(node.path("due")),
                moment(node.path("closes")),
                moment(node.path("checkpoint")),
                PolicyParser.decimal(node.path("possible"), BigDecimal.valueOf(100)),
                PolicyParser.decimal(node.path("worth"), BigDecimal.ONE));
    }

    private Optional<Instant> moment(JsonNode node) {
        return node.isTextual() ? Optional.of(WrittenMoment.parse(node.asText()).in(zone)) : Optional.empty();
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

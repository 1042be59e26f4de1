package dev.grader.core.late.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.late.Allowance;
import dev.grader.core.late.Event;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.suite.Spelling;
import dev.grader.core.time.WrittenMoment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The events in a document that fits its schema. */
final class EventMapper {
    /** Of what stands in a file, or is only wanted. */
    private static final long NO_DECISION = 0;

    /** Makes an event of a node at a pointer. */
    private interface Maker {
        Event make(JsonNode node, String pointer);
    }

    private final CheckedDocument document;
    private final ZoneId zone;
    private final Map<String, String> parts;
    private final Set<String> categories;
    private final Optional<Set<String>> students;
    private final Set<String> budgets;
    /** Ids that the file gives, so that none is made up twice. */
    private final Set<String> given = new HashSet<>();

    private final Map<String, Event.Submission> submissions = new HashMap<>();
    /** By member and part, the decision that it was. */
    private final Map<String, Long> extended = new HashMap<>();

    private final List<Event> events = new ArrayList<>();

    /**
     * A mapper of one document.
     *
     * @param parts their categories by id
     * @param categories that the policy names
     * @param students whom an event may name; anybody where there is no such list
     */
    EventMapper(
            CheckedDocument document,
            ZoneId zone,
            Map<String, String> parts,
            Set<String> categories,
            Optional<Set<String>> students,
            Set<String> budgets) {
        this.document = document;
        this.zone = zone;
        this.parts = parts;
        this.categories = new HashSet<>(categories);
        this.categories.addAll(parts.values());
        this.students = students;
        this.budgets = budgets;
    }

    /** Takes submissions that are not in the document, so that they can be chosen. */
    EventMapper knowing(Collection<Event.Submission> known) {
        known.forEach(submission -> submissions.put(submission.id(), submission));
        return this;
    }

    List<Event> events() {
        for (JsonNode node : document.root().path("submissions")) {
            if (node.has("id")) {
                given.add(node.get("id").asText());
            }
        }
        all("submissions", this::submission);
        all("extensions", this::extension);
        all("outages", this::outage);
        all("excused", (node, pointer) -> new Event.Excuse(student(node, pointer), part(node, pointer), reason(node)));
        all("accommodations", this::accommodation);
        all("budget_changes", this::budgetChange);
        all("claims", this::claim);
        all("choices", this::choice);
        return events;
    }

    private void all(String section, Maker maker) {
        int index = 0;
        for (JsonNode node : document.root().path(section)) {
            String pointer = "/" + section + "/" + index;
            document.made(pointer, () -> maker.make(node, pointer)).ifPresent(events::add);
            index++;
        }
    }

    private Event submission(JsonNode node, String pointer) {
        String id = node.has("id") ? node.get("id").asText() : freeId();
        if (submissions.containsKey(id)) {
            throw new IllegalArgumentException("the submission '" + id + "' is there twice");
        }
        Set<String> members = members(node, pointer);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("write who handed it in: student: ada, or students: [ada, ben]");
        }
        Event.Submission submission = new Event.Submission(
                id,
                part(node, pointer),
                List.copyOf(members),
                moment(node.get("at")),
                node.has("earned") ? Optional.of(node.get("earned").decimalValue()) : Optional.<BigDecimal>empty(),
                node.path("practice").asBoolean(false));
        submissions.put(id, submission);
        return submission;
    }

    private String freeId() {
        int number = submissions.size() + 1;
        while (given.contains("s" + number) || submissions.containsKey("s" + number)) {
            number++;
        }
        return "s" + number;
    }

    private Event extension(JsonNode node, String pointer) {
        boolean byTime = node.has("days") || node.has("hours");
        int forms = (node.has("until") ? 1 : 0) + (byTime ? 1 : 0) + (node.has("endless") ? 1 : 0);
        if (forms != 1) {
            throw new IllegalArgumentException("write exactly one of until, endless, and days with or without hours");
        }
        String part = part(node, pointer);
        Set<String> members = members(node, pointer);
        requireOnly(part, members, node.path(DecisionReader.ID).asLong(NO_DECISION));
        return new Event.Extension(part, members, allowance(node, byTime), reason(node));
    }

    /** Names those who have another extension, and the decisions of which one has to be withdrawn. */
    private void requireOnly(String part, Set<String> members, long decision) {
        Set<String> twice = new TreeSet<>();
        Set<Long> held = new TreeSet<>();
        for (String member : members.isEmpty() ? Set.of("") : members) {
            Long other = extended.putIfAbsent(member + " " + part, decision);
            if (other != null) {
                twice.add(member.isEmpty() ? "everybody" : "'" + member + "'");
                held.add(other);
                held.add(decision);
            }
        }
        held.remove(NO_DECISION);
        if (twice.isEmpty()) {
            return;
        }
        String message = String.join(", ", twice) + (twice.size() == 1 ? " has" : " have") + " two extensions of '"
                + part + "'; keep one";
        if (held.isEmpty()) {
            throw new IllegalArgumentException(message);
        }
        String ids = held.stream().map(String::valueOf).collect(Collectors.joining(" "));
        throw new IllegalArgumentException(message + ". " + (held.size() == 1 ? "Decision " : "Decisions ")
                + ids.replace(" ", ", ") + (held.size() == 1 ? " holds" : " hold")
                + " already; withdraw what is not to hold with 'grader term withdraw COURSE " + ids
                + "', or by 'withdraw' in the same change");
    }

    private Allowance allowance(JsonNode node, boolean byTime) {
        if (byTime) {
            return new Allowance.By(extra(node));
        }
        return node.has("until") ? new Allowance.Until(moment(node.get("until"))) : new Allowance.Endless();
    }

    private Event outage(JsonNode node, String pointer) {
        Set<String> touched = named(node.path("parts"));
        touched.forEach(part -> known("part", part, parts.keySet(), pointer + "/parts"));
        return new Event.Outage(
                moment(node.get("from")),
                moment(node.get("to")),
                new Extra(
                        node.path("plus_days").asInt(0), node.path("plus_hours").asInt(0)),
                touched,
                members(node, pointer),
                reason(node));
    }

    private Event accommodation(JsonNode node, String pointer) {
        Extra extra = extra(node);
        if (extra.isNone()) {
            throw new IllegalArgumentException("write how much more time: days, hours, or both");
        }
        Set<String> named = named(node.path("categories"));
        named.forEach(category -> known("category", category, categories, pointer + "/categories"));
        return new Event.Accommodation(student(node, pointer), extra, named, reason(node));
    }

    private Event budgetChange(JsonNode node, String pointer) {
        if (node.has("total") == node.has("more")) {
            throw new IllegalArgumentException("write exactly one of total and more");
        }
        String budget = node.get("budget").asText();
        known("budget", budget, budgets, pointer + "/budget");
        Event.Change change = node.has("total")
                ? new Event.Change.To(node.get("total").asInt())
                : new Event.Change.By(node.get("more").asInt());
        return new Event.BudgetChange(budget, members(node, pointer), change, moment(node.get("from")), reason(node));
    }

    private Event claim(JsonNode node, String pointer) {
        return new Event.Claim(
                student(node, pointer), part(node, pointer), node.get("units").asInt(), moment(node.get("at")));
    }

    private Event choice(JsonNode node, String pointer) {
        String submission = node.get("submission").asText();
        known("submission", submission, submissions.keySet(), pointer + "/submission");
        String student = student(node, pointer);
        String part = part(node, pointer);
        if (submissions.containsKey(submission)) {
            refuseChoice(submissions.get(submission), student, part, pointer + "/submission");
        }
        return new Event.Choice(student, part, submission, moment(node.get("at")));
    }

    /** A choice that could have no effect. */
    private void refuseChoice(Event.Submission chosen, String student, String part, String pointer) {
        String name = "the submission '" + chosen.id() + "' ";
        if (!chosen.part().equals(part)) {
            document.error(pointer, name + "is for '" + chosen.part() + "'; choose one for '" + part + "'");
        } else if (!chosen.members().contains(student)) {
            document.error(
                    pointer,
                    name + "is by " + String.join(" and ", chosen.members()) + "; choose one by '" + student + "'");
        } else if (chosen.practice()) {
            document.error(pointer, name + "is practice and never counts; choose another one");
        }
    }

    private String part(JsonNode node, String pointer) {
        String part = node.get("part").asText();
        known("part", part, parts.keySet(), pointer + "/part");
        return part;
    }

    private String student(JsonNode node, String pointer) {
        String student = node.get("student").asText();
        knownStudent(student, pointer + "/student");
        return student;
    }

    private Set<String> members(JsonNode node, String pointer) {
        if (node.has("student") && node.has("students")) {
            throw new IllegalArgumentException("write student or students, not both");
        }
        Set<String> members = named(node.path("students"));
        members.forEach(member -> knownStudent(member, pointer + "/students"));
        if (node.has("student")) {
            members.add(student(node, pointer));
        }
        return members;
    }

    private void knownStudent(String student, String pointer) {
        students.ifPresent(all -> known("student", student, all, pointer));
    }

    private void known(String what, String name, Set<String> all, String pointer) {
        if (!all.contains(name)) {
            String hint = Spelling.nearest(name, all)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            document.error(pointer, "there is no " + what + " '" + name + "'" + hint);
        }
    }

    private static Set<String> named(JsonNode nodes) {
        Set<String> names = new LinkedHashSet<>();
        nodes.forEach(node -> names.add(node.asText()));
        return names;
    }

    private Instant moment(JsonNode node) {
        return WrittenMoment.parse(node.asText()).in(zone);
    }

    private static Extra extra(JsonNode node) {
        return new Extra(node.path("days").asInt(0), node.path("hours").asInt(0));
    }

    private static String reason(JsonNode node) {
        return node.path("reason").asText("");
    }
}

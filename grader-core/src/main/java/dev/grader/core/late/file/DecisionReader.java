package dev.grader.core.late.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import dev.grader.core.late.Part;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.suite.DocumentSchema;
import dev.grader.core.suite.Spelling;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads extensions, outages and all else that was decided about a term: the same sections as in an events file. */
public final class DecisionReader {
    /** The sections; submissions and the calendar come from elsewhere. */
    public static final Set<String> SECTIONS =
            Set.of("extensions", "outages", "excused", "accommodations", "budget_changes", "claims", "choices");

    /** Member of what was decided that says which decision it is. */
    public static final String ID = "decision";

    private static final DocumentSchema SCHEMA = DocumentSchema.load(EventsParser.RESOURCE);

    private final Policy policy;
    private final Calendar calendar;
    private final Collection<Event.Submission> submissions;

    /**
     * A reader for one term.
     *
     * @param submissions that may be chosen
     */
    public DecisionReader(Policy policy, Calendar calendar, Collection<Event.Submission> submissions) {
        this.policy = policy;
        this.calendar = calendar;
        this.submissions = List.copyOf(submissions);
    }

    /**
     * What somebody wants to decide.
     *
     * @param sections of an events file
     * @throws DocumentErrors with every mistake: what is unknown, does not fit, or is there twice
     */
    public List<Event> wanted(ObjectNode sections) {
        sections.fieldNames().forEachRemaining(section -> {
            if (!SECTIONS.contains(section)) {
                throw new IllegalArgumentException("decisions: "
                        + Spelling.unknown(section, SECTIONS.stream().sorted().toList()));
            }
        });
        ObjectNode whole = sections.deepCopy();
        whole.put("schema", 1);
        whole.put("time_zone", calendar.zone().getId());
        ArrayNode parts = whole.putArray("parts");
        // the schema wants a part, and a course may have none yet
        parts.addObject().put("id", "none").put("category", "none");
        CheckedDocument document = CheckedDocument.of("decisions", whole, SCHEMA);
        return events(document, Optional.of(Set.copyOf(calendar.students())), Set.of());
    }

    /**
     * What was decided before.
     *
     * @param sections of an events file, whose entries may have an {@link #ID}
     * @throws DocumentErrors when something in it is not known any more, such as the budget of an earlier policy, or when two
     *     extensions of one student overlap
     */
    public List<Event> decided(JsonNode sections) {
        // who has left the course may be in it
        Set<String> earlier = new HashSet<>();
        for (JsonNode accommodation : sections.path("accommodations")) {
            // the last assignment of a category may have got another one
            accommodation.path("categories").forEach(category -> earlier.add(category.asText()));
        }
        return events(CheckedDocument.trusted("decisions", sections), Optional.empty(), earlier);
    }

    private List<Event> events(CheckedDocument document, Optional<Set<String>> students, Set<String> earlier) {
        Set<String> categories = new HashSet<>(policy.categories().keySet());
        categories.addAll(earlier);
        policy.budgets().forEach(budget -> categories.addAll(budget.categories()));
        Set<String> budgets = policy.budgets().stream().map(Budget::name).collect(Collectors.toSet());
        List<Event> events = new EventMapper(
                        document,
                        calendar.zone(),
                        calendar.parts().stream().collect(Collectors.toMap(Part::id, Part::category)),
                        categories,
                        students,
                        budgets)
                .knowing(submissions)
                .events();
        document.refuseAny();
        return events;
    }
}

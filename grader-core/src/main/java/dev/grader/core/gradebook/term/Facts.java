package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the grades of a course follow from.
 *
 * @param events submissions, with the points that they earned before lateness, and what was decided
 * @param entered points that people typed in or imported, in the place of everything else
 * @param marked points by rubrics, once all graders have released theirs
 * @param now until when something may be handed in
 */
public record Facts(
        Policy policy,
        SchemeDocument scheme,
        ZoneId zone,
        List<Student> students,
        List<Column> columns,
        List<Event> events,
        Map<CellKey, Entered> entered,
        Map<CellKey, BigDecimal> marked,
        Instant now) {
    public Facts {
        students = List.copyOf(students);
        columns = List.copyOf(columns);
        events = List.copyOf(events);
        entered = Map.copyOf(entered);
        marked = Map.copyOf(marked);
    }

    /** A student and a column, by login and id. */
    public record CellKey(String student, String column) {}

    /**
     * Points that somebody typed in.
     *
     * @param comment for the student; may be empty
     */
    public record Entered(BigDecimal points, String comment) {}

    /** The dates of the course. */
    public Calendar calendar() {
        Map<String, BigDecimal> worth = worth();
        return new Calendar(
                zone,
                students.stream().map(Student::login).toList(),
                columns.stream()
                        .map(column -> column.part(worth.getOrDefault(column.id(), BigDecimal.ONE)))
                        .toList());
    }

    /** Only a policy that gives out days as is best over the term asks for it. */
    private Map<String, BigDecimal> worth() {
        return policy.use() == Use.BEST
                ? Worth.of(
                        scheme.resolve(columns.stream().map(Column::inScheme).toList())
                                .scheme(),
                        columns)
                : Map.of();
    }

    Optional<Entered> entered(CellKey cell) {
        return Optional.ofNullable(entered.get(cell));
    }

    Optional<BigDecimal> marked(CellKey cell) {
        return Optional.ofNullable(marked.get(cell));
    }
}

package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.scheme.ResolvedScheme;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Use;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that the grades of a course follow from.
 *
 * @param zone of the course
 * @param secondCalendar in which dates are shown besides the civil one
 * @param events submissions, with the points that they earned before lateness, and what was decided
 * @param entered points that people typed in or imported, in the place of everything else
 * @param marked points by rubrics, once all graders have released theirs
 * @param now until when something may be handed in
 */
public record Facts(
        Policy policy,
        SchemeDocument scheme,
        ZoneId zone,
        Optional<SecondCalendar> secondCalendar,
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

    /** The grading scheme with what is known of the assignments. */
    public ResolvedScheme resolvedScheme() {
        return scheme.resolve(columns.stream().map(Column::inScheme).toList());
    }

    /** A student and a column, by login and id. */
    public record CellKey(String student, String column) {}

    /**
     * Points that somebody typed in.
     *
     * @param comment for the student; may be empty
     */
    public record Entered(BigDecimal points, String comment) {}

    /** The dates of the course, and what the parts are worth. */
    public Calendar calendar() {
        Optional<Worths> worths = policy.use() == Use.BEST ? Optional.of(worths()) : Optional.empty();
        return new Calendar(
                zone,
                secondCalendar,
                students.stream().map(Student::login).toList(),
                columns.stream()
                        .map(column ->
                                column.part(worths.map(all -> all.everybody().get(column.id()))
                                        .orElse(BigDecimal.ONE)))
                        .toList(),
                worths.map(Worths::own).orElse(Map.of()));
    }

    /** Only a policy that gives out days as is best over the term asks for them. */
    private record Worths(Map<String, BigDecimal> everybody, Map<String, Map<String, BigDecimal>> own) {}

    private Worths worths() {
        Worth worth = new Worth(resolvedScheme().scheme(), columns);
        Map<String, Set<String>> excused = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Excuse excuse) {
                excused.computeIfAbsent(excuse.member(), unused -> new HashSet<>())
                        .add(excuse.part());
            }
        }
        Map<String, Set<String>> typed = new HashMap<>();
        for (CellKey cell : entered.keySet()) {
            typed.computeIfAbsent(cell.student(), unused -> new HashSet<>()).add(cell.column());
        }
        Map<String, Map<String, BigDecimal>> own = new HashMap<>();
        Stream.concat(excused.keySet().stream(), typed.keySet().stream())
                .distinct()
                .forEach(student -> own.put(
                        student,
                        worth.of(excused.getOrDefault(student, Set.of()), typed.getOrDefault(student, Set.of()))));
        return new Worths(worth.of(Set.of(), Set.of()), own);
    }

    Optional<Entered> entered(CellKey cell) {
        return Optional.ofNullable(entered.get(cell));
    }

    Optional<BigDecimal> marked(CellKey cell) {
        return Optional.ofNullable(marked.get(cell));
    }
}

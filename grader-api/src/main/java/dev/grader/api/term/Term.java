package dev.grader.api.term;

import dev.grader.api.term.Decisions.Decision;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Facts.Entered;
import dev.grader.core.gradebook.term.Student;
import dev.grader.core.late.Event;
import dev.grader.core.late.file.DecisionReader;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A term as it is stored. What somebody would change is tried on a copy of it.
 *
 * @param decisions those that hold
 */
public record Term(
        Policy policy,
        SchemeDocument scheme,
        ZoneId zone,
        Optional<SecondCalendar> secondCalendar,
        List<Student> students,
        List<Column> columns,
        List<Event.Submission> submissions,
        List<Decision> decisions,
        Map<CellKey, Entered> entered,
        Map<CellKey, BigDecimal> marked,
        Instant now) {
    public Term {
        students = List.copyOf(students);
        columns = List.copyOf(columns);
        submissions = List.copyOf(submissions);
        decisions = List.copyOf(decisions);
        entered = Map.copyOf(entered);
        marked = Map.copyOf(marked);
    }

    /** All that the grades follow from. */
    public Facts facts() {
        Facts facts = facts(List.of());
        List<Event> events = new ArrayList<>(submissions);
        Choices choices = new Choices(decisions, submissions);
        events.addAll(new DecisionReader(policy, facts.calendar(), choices.submissions())
                .decided(Decisions.sections(choices.holding())));
        return facts(events);
    }

    private Facts facts(List<Event> events) {
        return new Facts(policy, scheme, zone, secondCalendar, students, columns, events, entered, marked, now);
    }
}

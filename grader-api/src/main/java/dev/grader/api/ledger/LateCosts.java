package dev.grader.api.ledger;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Course;
import dev.grader.api.person.Person;
import dev.grader.api.submission.Submission;
import dev.grader.api.term.TermReader;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.gradebook.term.Student;
import dev.grader.core.late.Event;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.LateQuote;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.OwnDates;
import dev.grader.core.late.policy.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lateness costs. Nothing of it is stored: it is computed anew from what was handed in and decided. */
@ApplicationScoped
public class LateCosts {
    private final TermReader terms;

    LateCosts(TermReader terms) {
        this.terms = terms;
    }

    /**
     * What a submission at that time would cost one of its members.
     *
     * @param members logins of all whose work it is
     */
    public QuoteView quote(Assignment assignment, Person student, List<String> members, Instant submittedAt) {
        Facts facts = terms.of(assignment.course(), student.id()).facts();
        Event.Submission candidate =
                new Event.Submission("new", assignment.slug(), members, submittedAt, Optional.empty(), false);
        LateQuote quote = LateQuote.of(facts.policy(), facts.calendar(), facts.events(), candidate, student.login());
        return QuoteView.of(quote, facts.policy());
    }

    /**
     * What a submission costs one of its members, if it is the one that counts.
     *
     * @param earned points before lateness; empty while they are not known
     */
    public LedgerLine line(Submission submission, Person student, Optional<BigDecimal> earned) {
        Assignment assignment = submission.assignment();
        Facts facts = terms.of(assignment.course(), student.id()).facts();
        List<Event> events = new ArrayList<>(facts.events());
        String id = submission.id().toString();
        List<String> members = events.stream()
                .filter(Event.Submission.class::isInstance)
                .map(Event.Submission.class::cast)
                .filter(event -> event.id().equals(id))
                .findFirst()
                .map(Event.Submission::members)
                .orElse(List.of(student.login()));
        events.removeIf(event -> event instanceof Event.Submission other
                && other.part().equals(assignment.slug())
                && other.members().contains(student.login()));
        events.add(new Event.Submission(id, assignment.slug(), members, submission.submittedAt(), earned, false));
        Ledger ledger = LateEvaluation.evaluate(facts.policy(), facts.calendar(), events);
        return LedgerLine.of(ledger.entry(student.login(), assignment.slug()), facts.policy());
    }

    /** The dates of a student for an assignment. */
    public OwnDates.Dates dates(Assignment assignment, Person student) {
        Facts facts = terms.of(assignment.course(), student.id()).facts();
        return new OwnDates(facts.policy(), facts.calendar(), facts.events()).of(student.login(), assignment.slug());
    }

    /** The ledger of a student. */
    public LedgerView ledger(Course course, Person student) {
        Facts facts = terms.of(course, student.id()).facts();
        Ledger ledger = LateEvaluation.evaluate(facts.policy(), facts.calendar(), facts.events());
        return view(new Student(student.login(), student.name()), ledger, facts.policy());
    }

    /** Everybody's ledger. */
    public List<LedgerView> ledgers(Course course) {
        Facts facts = terms.of(course).facts();
        Ledger ledger = LateEvaluation.evaluate(facts.policy(), facts.calendar(), facts.events());
        return LedgerViews.of(facts.students(), ledger, facts.policy());
    }

    private static LedgerView view(Student student, Ledger ledger, Policy policy) {
        return LedgerViews.of(List.of(student), ledger, policy).getFirst();
    }
}

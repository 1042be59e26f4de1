package dev.grader.api.ledger;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Course;
import dev.grader.api.person.Person;
import dev.grader.api.submission.Submission;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.TermReader;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Student;
import dev.grader.core.late.Event;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.LateQuote;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.OwnDates;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What lateness costs. Nothing of it is stored: it is computed anew from what was handed in and decided. */
@ApplicationScoped
public class LateCosts {
    private final TermReader terms;
    private final CourseDocuments documents;

    LateCosts(TermReader terms, CourseDocuments documents) {
        this.terms = terms;
        this.documents = documents;
    }

    /**
     * Whether earlier submissions can never count once there is one at that time, so that they need not be graded. A late one
     * may cost more than an earlier one, or not count at all.
     */
    public boolean replacesEarlier(Assignment assignment, Instant submittedAt) {
        boolean isInTime = assignment.due().filter(submittedAt::isAfter).isEmpty();
        return isInTime
                && assignment.checkpoint().isEmpty()
                && documents.policy(assignment.course().id()).counted() == Counted.LATEST;
    }

    /**
     * What a submission at that time would cost all whose work it is.
     *
     * @param student who hands it in, one of the team
     */
    public QuoteView quote(Assignment assignment, Person student, List<Person> team, Instant submittedAt) {
        Event.Submission candidate = new Event.Submission(
                "new",
                assignment.slug(),
                team.stream().map(Person::login).toList(),
                submittedAt,
                Optional.empty(),
                false);
        Facts facts = terms.of(
                        assignment.course(), team.stream().map(Person::id).toList())
                .facts();
        SortedMap<String, LateQuote> mates = new TreeMap<>();
        for (Person member : team) {
            if (member.id() != student.id()) {
                mates.put(member.login(), quote(facts, candidate, member.login()));
            }
        }
        LateQuote own = quote(facts, candidate, student.login());
        return QuoteView.of(
                student.login(),
                own,
                mates,
                candidate,
                facts.policy(),
                !own.refused() && own.counts(candidate) && hasMarks(facts, student.login(), assignment.slug()));
    }

    private static LateQuote quote(Facts facts, Event.Submission candidate, String login) {
        return LateQuote.of(facts.policy(), facts.calendar(), facts.events(), candidate, login);
    }

    /** Whether people have marked a document of the student, or something else in its place. */
    private static boolean hasMarks(Facts facts, String login, String slug) {
        return facts.marked().containsKey(new CellKey(login, slug))
                || facts.events().stream()
                        .anyMatch(event -> event instanceof Event.Submission submission
                                && submission.byPeople()
                                && submission.part().equals(slug)
                                && submission.members().contains(login)
                                && submission.earned(login).isPresent());
    }

    /** What submissions of one student cost. */
    public LateLines lines(Course course, Person student) {
        return new LateLines(terms.of(course, student.id()).facts());
    }

    /** What everybody's submissions cost; the term is read once for all of them. */
    public LateLines lines(Course course) {
        return new LateLines(terms.of(course).facts());
    }

    /** What a submission costs one of its members, if it is the one that counts. */
    public LedgerLine line(Submission submission, Person student, Optional<BigDecimal> earned) {
        return lines(submission.assignment().course(), student).line(submission, student, earned);
    }

    /**
     * The last moment at which something that these people hand in together can count for any of them, as extensions move the
     * end for each; empty when it always can.
     */
    public Optional<Instant> lastCount(Assignment assignment, List<Person> team) {
        Facts facts = terms.dates(assignment).facts();
        return new OwnDates(facts.policy(), facts.calendar(), facts.events())
                .lastCount(assignment.slug(), team.stream().map(Person::login).toList());
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

    /** Submissions of a course that count for anybody whose work they are. */
    public Set<UUID> counted(Course course) {
        return lines(course).counted().keySet();
    }

    private static LedgerView view(Student student, Ledger ledger, Policy policy) {
        return LedgerViews.of(List.of(student), ledger, policy).getFirst();
    }
}

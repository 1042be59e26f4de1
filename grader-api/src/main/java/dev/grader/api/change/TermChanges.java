package dev.grader.api.change;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.change.ChangeRequest.DateChange;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.course.Course;
import dev.grader.api.digest.Sha256;
import dev.grader.api.sql.Json;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.CourseDocuments.Kind;
import dev.grader.api.term.CourseLock;
import dev.grader.api.term.Decisions;
import dev.grader.api.term.Decisions.Decision;
import dev.grader.api.term.Term;
import dev.grader.api.term.TermReader;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Gradebook;
import dev.grader.core.gradebook.term.GradebookChanges;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes terms: policies, schemes, dates and decisions, all of a request or nothing of it. */
@Singleton
public class TermChanges {
    private final TermReader terms;
    private final CourseDocuments documents;
    private final Decisions decisions;
    private final Assignments assignments;
    private final ChangeHistory history;
    private final CourseLock lock;
    private final AuditLog audit;
    private final Json json;

    TermChanges(
            TermReader terms,
            CourseDocuments documents,
            Decisions decisions,
            Assignments assignments,
            ChangeHistory history,
            CourseLock lock,
            AuditLog audit,
            Json json) {
        this.terms = terms;
        this.documents = documents;
        this.decisions = decisions;
        this.assignments = assignments;
        this.history = history;
        this.lock = lock;
        this.audit = audit;
        this.json = json;
    }

    /**
     * A change on a copy of the term.
     *
     * @param datesBefore of the assignments that it moves, so that they can be looked up and put back
     */
    private record Tried(Outcome outcome, TermChange change, List<DatesBefore> datesBefore) {}

    private record DatesBefore(
            String assignment,
            String category,
            Optional<Instant> due,
            Optional<Instant> closes,
            Optional<Instant> checkpoint) {
        static DatesBefore of(Column column) {
            return new DatesBefore(column.id(), column.category(), column.due(), column.closes(), column.checkpoint());
        }
    }

    /** What a change would do to the grades; nothing is changed. */
    public Outcome preview(Course course, ChangeRequest request) {
        return tried(course, request, Optional.empty()).outcome();
    }

    /**
     * Makes a change.
     *
     * @throws ProblemException {@link Problem#CONFLICT} when it would do something else than its preview said
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome make(Course course, long personId, ChangeRequest request) {
        return make(course, personId, request, Optional.empty());
    }

    /** Makes a change of a student's own: only what that student's grades depend on is looked at. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome makeOwn(Course course, long studentId, ChangeRequest request) {
        return make(course, studentId, request, Optional.of(studentId));
    }

    private Outcome make(Course course, long personId, ChangeRequest request, Optional<Long> student) {
        String reason = Optional.ofNullable(request.reason()).orElse("").strip();
        if (reason.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "Give a reason: it stays in the history of the course.");
        }
        lock.take(course.id());
        Tried tried = tried(course, request, student);
        if (request.preview() != null
                && !request.preview().equals(tried.outcome().preview())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has changed since the preview, and this would do something else now. Look at it again.",
                    Map.of("outcome", tried.outcome()));
        }
        return store(course, personId, reason, request, tried);
    }

    private Outcome store(Course course, long personId, String reason, ChangeRequest request, Tried tried) {
        long change = history.add(course.id(), personId, reason, request.plain());
        if (request.policy() != null) {
            documents.add(course.id(), Kind.LATE_POLICY, request.policy(), change);
        }
        if (request.scheme() != null) {
            documents.add(course.id(), Kind.GRADING_SCHEME, request.scheme(), change);
        }
        for (DateChange dates : request.dateChanges()) {
            Assignment assignment = assignments
                    .bySlug(course.id(), dates.assignment())
                    .orElseThrow(() -> new IllegalStateException("it was there a moment ago"));
            tried.change().term().columns().stream()
                    .filter(column -> column.id().equals(dates.assignment()))
                    .findFirst()
                    .ifPresent(column ->
                            assignment.move(column.category(), column.due(), column.closes(), column.checkpoint()));
        }
        List<Long> ids = new ArrayList<>();
        for (Decision decision : tried.change().added()) {
            ids.add(decisions.add(course.id(), change, decision.kind(), decision.detail()));
        }
        request.withdrawals().stream().distinct().forEach(id -> decisions.withdraw(id, change));
        Outcome outcome = tried.outcome().made(change, ids);
        audit.record(
                course.id(),
                personId,
                "term changed",
                "change " + change,
                reason,
                Map.of(
                        "grades", outcome.grades().size(),
                        "finals", outcome.finals().size(),
                        "decisions", ids,
                        "datesBefore", tried.datesBefore()));
        return outcome;
    }

    private Tried tried(Course course, ChangeRequest request, Optional<Long> student) {
        if (request.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "Say what to change: policy, scheme, dates, decisions or withdraw.");
        }
        Term before = student.map(id -> terms.of(course, id)).orElseGet(() -> terms.of(course));
        try {
            TermChange change = TermChange.of(before, request);
            GradebookChanges changes = GradebookChanges.between(
                    Gradebook.of(before.facts()), Gradebook.of(change.term().facts()));
            Outcome outcome = Outcome.preview("", changes);
            String id = Sha256.of(json.write(request.plain()) + "\n" + json.write(outcome));
            List<String> moved =
                    request.dateChanges().stream().map(DateChange::assignment).toList();
            return new Tried(
                    Outcome.preview(id, changes),
                    change,
                    before.columns().stream()
                            .filter(column -> moved.contains(column.id()))
                            .map(DatesBefore::of)
                            .toList());
        } catch (DocumentErrors mistakes) {
            throw mistakes.toProblem();
        } catch (IllegalArgumentException mistake) {
            throw new ProblemException(Problem.COURSE_CONFIGURATION, String.valueOf(mistake.getMessage()));
        }
    }
}

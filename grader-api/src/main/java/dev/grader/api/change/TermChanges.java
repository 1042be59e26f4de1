package dev.grader.api.change;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentWriter;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.change.ChangeRequest.DateChange;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.change.Trials.Tried;
import dev.grader.api.course.Course;
import dev.grader.api.course.Courses;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.CourseDocuments.Kind;
import dev.grader.api.term.CourseLock;
import dev.grader.api.term.Decisions;
import dev.grader.api.term.Decisions.Decision;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes terms: policies, schemes, dates and decisions, all of a request or nothing of it. */
@Singleton
public class TermChanges {
    private final Courses courses;
    private final Trials trials;
    private final CourseDocuments documents;
    private final Decisions decisions;
    private final Assignments assignments;
    private final ChangeHistory history;
    private final CourseLock lock;
    private final AuditLog audit;
    private final AssignmentWriter writer;

    TermChanges(
            Courses courses,
            Trials trials,
            CourseDocuments documents,
            Decisions decisions,
            Assignments assignments,
            ChangeHistory history,
            CourseLock lock,
            AuditLog audit,
            AssignmentWriter writer) {
        this.courses = courses;
        this.trials = trials;
        this.documents = documents;
        this.decisions = decisions;
        this.assignments = assignments;
        this.history = history;
        this.lock = lock;
        this.audit = audit;
        this.writer = writer;
    }

    /**
     * What a change would do to the grades; nothing is changed. Settings of assignments are written on the way, so the transaction
     * cannot be committed. Changes wait for it, uploads do not: as it works on one moment's data, these are in all of it or in none.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome preview(Course found, ChangeRequest wanted) {
        Course course = found;
        if (!wanted.settingsChanges().isEmpty()) {
            lock.share(found.id());
            course = courses.findById(found.id());
        }
        Outcome outcome = trials.tried(course, wanted.in(course.timeZone()), Optional.empty())
                .outcome();
        QuarkusTransaction.setRollbackOnly();
        return outcome;
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

    private Outcome make(Course found, long personId, ChangeRequest wanted, Optional<Long> student) {
        String reason = Optional.ofNullable(wanted.reason()).orElse("").strip();
        if (reason.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "Give a reason: it stays in the history of the course.");
        }
        Course course = locked(found);
        ChangeRequest request = wanted.in(course.timeZone());
        Tried tried = trials.tried(course, request, student);
        if (request.preview() != null
                && !request.preview().equals(tried.outcome().preview())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has changed since the preview, and this would do something else now. Look at it again.",
                    Map.of("outcome", tried.outcome()));
        }
        return store(course, personId, reason, request, tried);
    }

    /** As it is once nobody else changes it: what was found before may have got another time zone meanwhile. */
    private Course locked(Course found) {
        lock.take(found.id());
        return courses.findById(found.id());
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
        tried.rewritten().forEach(assignment -> writer.record(assignment, personId, reason));
        List<Long> ids = new ArrayList<>();
        for (Decision decision : tried.change().added()) {
            ids.add(decisions.add(course.id(), change, decision.kind(), decision.detail()));
        }
        request.withdrawals().stream().distinct().forEach(id -> decisions.withdraw(id, change));
        Map<String, String> courseBefore = request.course() == null ? Map.of() : CourseChange.of(course);
        if (request.course() != null) {
            request.course().applyTo(course);
        }
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
                        "datesBefore", tried.datesBefore(),
                        "courseBefore", courseBefore));
        return outcome;
    }
}

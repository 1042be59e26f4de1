package dev.grader.api.change;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentWriter;
import dev.grader.api.assignment.AssignmentWriter.Rewritten;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.change.ChangeRequest.DateChange;
import dev.grader.api.change.ChangeRequest.SettingsChange;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.course.Course;
import dev.grader.api.digest.Sha256;
import dev.grader.api.sql.Json;
import dev.grader.api.term.Term;
import dev.grader.api.term.TermReader;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.gradebook.term.Gradebook;
import dev.grader.core.gradebook.term.GradebookChanges;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries changes out: what grades are with them. All is tried on a copy of the term, but for the settings of assignments: these are
 * written within the transaction, since the points of rubrics are summed up where they are stored.
 */
@Singleton
class Trials {
    private final TermReader terms;
    private final Assignments assignments;
    private final AssignmentWriter writer;
    private final SettingsNotes settingsNotes;
    private final Json json;

    Trials(TermReader terms, Assignments assignments, AssignmentWriter writer, SettingsNotes settingsNotes, Json json) {
        this.terms = terms;
        this.assignments = assignments;
        this.writer = writer;
        this.settingsNotes = settingsNotes;
        this.json = json;
    }

    /**
     * A change that was tried.
     *
     * @param change on a copy of the term
     * @param rewritten assignments that have other settings in this transaction
     * @param datesBefore of the assignments that it moves, so that they can be looked up and put back
     */
    record Tried(Outcome outcome, TermChange change, List<Rewritten> rewritten, List<DatesBefore> datesBefore) {
        Tried {
            rewritten = List.copyOf(rewritten);
            datesBefore = List.copyOf(datesBefore);
        }
    }

    record DatesBefore(
            String assignment,
            String category,
            Optional<Instant> due,
            Optional<Instant> closes,
            Optional<Instant> checkpoint) {
        static DatesBefore of(Column column) {
            return new DatesBefore(column.id(), column.category(), column.due(), column.closes(), column.checkpoint());
        }
    }

    /** Who takes a change back afterwards has the transaction rolled back. */
    Tried tried(Course course, ChangeRequest request, Optional<Long> student) {
        if (request.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "Say what to change: policy, scheme, dates, assignments, course, decisions or withdraw.");
        }
        Term before = term(course, student);
        try {
            List<Rewritten> rewritten = rewritten(course, request);
            TermChange change = TermChange.of(rewritten.isEmpty() ? before : term(course, student), request);
            Facts after = change.term().facts();
            GradebookChanges changes = GradebookChanges.between(Gradebook.of(before.facts()), Gradebook.of(after));
            List<String> notes = new ArrayList<>(settingsNotes.of(course, request, before, after));
            notes.addAll(LocalTimes.notes(change.term().decisions(), before.zone(), after.zone()));
            Outcome outcome = Outcome.preview("", changes, notes);
            String id = Sha256.of(json.write(request.plain()) + "\n" + json.write(outcome));
            List<String> moved =
                    request.dateChanges().stream().map(DateChange::assignment).toList();
            return new Tried(
                    Outcome.preview(id, changes, notes),
                    change,
                    rewritten,
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

    private Term term(Course course, Optional<Long> student) {
        return student.map(id -> terms.of(course, id)).orElseGet(() -> terms.of(course));
    }

    private List<Rewritten> rewritten(Course course, ChangeRequest request) {
        List<Rewritten> rewritten = new ArrayList<>();
        List<String> named = new ArrayList<>(
                request.dateChanges().stream().map(DateChange::assignment).toList());
        for (SettingsChange change : request.settingsChanges()) {
            if (named.contains(change.assignment())) {
                throw new IllegalArgumentException(
                        "'" + change.assignment() + "' is changed twice; write its dates into its settings.");
            }
            named.add(change.assignment());
            Assignment assignment = assignments
                    .bySlug(course.id(), change.assignment())
                    .orElseThrow(() ->
                            new IllegalArgumentException("There is no assignment '" + change.assignment() + "' yet."));
            rewritten.add(writer.write(assignment, change.settings()));
        }
        return rewritten;
    }
}

package dev.grader.api.change;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentSettings;
import dev.grader.api.assignment.AssignmentWriter;
import dev.grader.api.assignment.AssignmentWriter.Rewritten;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.change.ChangeRequest.SettingsChange;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.change.Trials.Tried;
import dev.grader.api.course.Course;
import dev.grader.api.course.Courses;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.CourseLock;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Makes assignments, and gives them other settings as long as these touch nobody's grades. */
@Singleton
public class AssignmentChanges {
    private static final int NAMED = 5;

    private final Courses courses;
    private final Assignments assignments;
    private final AssignmentWriter writer;
    private final Trials trials;
    private final SettingsNotes notes;
    private final CourseDocuments documents;
    private final CourseLock lock;
    private final InstantSource clock;

    AssignmentChanges(
            Courses courses,
            Assignments assignments,
            AssignmentWriter writer,
            Trials trials,
            SettingsNotes notes,
            CourseDocuments documents,
            CourseLock lock,
            InstantSource clock) {
        this.courses = courses;
        this.assignments = assignments;
        this.writer = writer;
        this.trials = trials;
        this.notes = notes;
        this.documents = documents;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * An assignment with its settings.
     *
     * @param notes what about them may not be meant
     */
    public record Written(Assignment assignment, boolean isNew, List<String> notes) {
        public Written {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Settings in the place of all that the assignment has; what they leave out it has no longer.
     *
     * @param wanted with dates in the time zone of the course, or with one
     * @throws ProblemException {@link Problem#CONFLICT} with the member {@code outcome} when grades would change: that is done by a
     *     change of the term, which was looked at before
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Written put(Course found, long personId, String slug, AssignmentSettings wanted) {
        // two who write one assignment come one after the other, and after whoever moves its dates
        lock.take(found.id());
        // somebody may have given it another time zone meanwhile
        Course course = courses.findById(found.id());
        AssignmentSettings settings = wanted.in(course.timeZone());
        Instant now = clock.instant();
        Policy policy = documents.policy(course.id());
        Optional<Assignment> existing = assignments.bySlug(course.id(), slug);
        settings.check(existing);
        if (existing.isEmpty()) {
            Assignment made = assignments.make(course, slug, settings, now);
            if (SettingsNotes.isOver(made, now)) {
                // grades are others then from the beginning on
                writer.recordMade(made, personId);
            }
            return new Written(made, true, notes.written(made, false, policy, now));
        }
        boolean wasOver = SettingsNotes.isOver(existing.get(), now);
        Rewritten rewritten;
        if (writer.isSameForGrades(existing.get(), settings)) {
            rewritten = writer.write(existing.get(), settings);
        } else {
            ChangeRequest request = ChangeRequest.of(new SettingsChange(slug, settings));
            Tried tried = trials.tried(course, request, Optional.empty());
            rewritten = tried.rewritten().getFirst();
            requireNobodyTouched(course, slug, tried.outcome(), rewritten);
        }
        writer.record(rewritten, personId, "");
        return new Written(existing.get(), false, notes.written(existing.get(), wasOver, policy, now));
    }

    private static void requireNobodyTouched(Course course, String slug, Outcome outcome, Rewritten rewritten) {
        SortedSet<String> touched = outcome.touched();
        if (touched.isEmpty()) {
            return;
        }
        String names = touched.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (touched.size() > NAMED ? " and " + (touched.size() - NAMED) + " others" : "");
        String dates = rewritten.concernsDatesOnly()
                ? " To move dates, 'grader term date " + course.slug() + "/" + slug + "' does both."
                : "";
        throw new ProblemException(
                Problem.CONFLICT,
                "With these settings of '" + slug + "' grades or late days of " + names
                        + " would be others, so nothing was"
                        + " changed. Look at the difference, and send it with a reason as a change of the course: POST"
                        + " …/changes with {assignments: [{assignment, settings}], reason, preview}. 'grader assignment"
                        + " create' shows it and asks." + dates,
                Map.of("outcome", outcome));
    }
}

package dev.grader.api.entry;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.entry.EnteredGrades.Entry;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.term.CourseLock;
import dev.grader.api.term.Decisions;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Enters grades that somebody has typed, all of them or none. */
@Singleton
public class GradeEntry {
    private static final int NAMED = 20;

    private final EnteredGrades entered;
    private final FullMarks fullMarks;
    private final Assignments assignments;
    private final Roster roster;
    private final SubmissionMembers members;
    private final AuditLog audit;
    private final CourseLock lock;
    private final Decisions decisions;

    GradeEntry(
            EnteredGrades entered,
            FullMarks fullMarks,
            Assignments assignments,
            Roster roster,
            SubmissionMembers members,
            AuditLog audit,
            CourseLock lock,
            Decisions decisions) {
        this.entered = entered;
        this.fullMarks = fullMarks;
        this.assignments = assignments;
        this.roster = roster;
        this.members = members;
        this.audit = audit;
        this.lock = lock;
        this.decisions = decisions;
    }

    /**
     * A grade as it was typed.
     *
     * @param student login
     * @param points null takes an earlier entry away
     * @param comment for the student; may be empty
     */
    public record TypedGrade(String student, @Nullable BigDecimal points, String comment) {}

    /**
     * Enters grades. What others change about the course waits until this transaction ends.
     *
     * @param allowAbove whether more than full marks is meant
     * @return how many were new
     * @throws ProblemException INVALID_REQUEST for unknown students, one who is named twice, who is excused, and more than full
     *     marks; NOT_ALLOWED for one's own work
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int enter(Assignment read, List<TypedGrade> grades, boolean allowAbove, String reason, long personId) {
        long courseId = read.course().id();
        lock.take(courseId);
        // full marks may be others since it was read
        Assignment assignment = assignments.findById(read.id());
        Map<String, Member> students = roster.requireStudents(
                courseId, grades.stream().map(TypedGrade::student).toList());
        if (!allowAbove) {
            fullMarks.of(assignment).ifPresent(possible -> requireAtMost(possible, grades));
        }
        requireNoneExcused(assignment, decisions.excused(courseId, assignment.slug()), grades);
        Set<String> named = new HashSet<>();
        Set<Long> colleagues = members.colleagues(assignment.id(), personId);
        List<Entry> entries = new ArrayList<>();
        for (TypedGrade grade : grades) {
            if (!named.add(grade.student())) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST,
                        "'" + grade.student() + "' is named twice; name everybody once. Nothing was entered.");
            }
            Member student = Objects.requireNonNull(students.get(grade.student()));
            if (colleagues.contains(student.id())) {
                throw new ProblemException(
                        Problem.NOT_ALLOWED,
                        "Nobody enters a grade of their own work; leave that of '" + grade.student()
                                + "' to somebody else. Nothing was entered.");
            }
            entries.add(new Entry(assignment.id(), student.id(), grade.points(), grade.comment()));
        }
        int written = entered.enter(personId, entries);
        if (written > 0) {
            audit.record(courseId, personId, "grades entered", assignment.slug(), reason, grades);
        }
        return written;
    }

    /** A grade of theirs would do nothing, and nobody would see that. Taking one away does no harm. */
    private static void requireNoneExcused(Assignment assignment, Set<String> excused, List<TypedGrade> grades) {
        List<TypedGrade> without = grades.stream()
                .filter(grade -> grade.points() != null && excused.contains(grade.student()))
                .toList();
        if (!without.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "These are excused from '" + assignment.slug() + "': " + names(without)
                            + ". Take that back first (grader term withdraw), or leave them out. Nothing was entered.");
        }
    }

    private static String names(List<TypedGrade> grades) {
        return grades.stream().limit(NAMED).map(TypedGrade::student).collect(Collectors.joining(", "))
                + (grades.size() > NAMED ? " and " + (grades.size() - NAMED) + " more" : "");
    }

    private static void requireAtMost(BigDecimal possible, List<TypedGrade> grades) {
        List<TypedGrade> above = grades.stream()
                .filter(grade -> {
                    BigDecimal points = grade.points();
                    return points != null && points.compareTo(possible) > 0;
                })
                .toList();
        if (!above.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "Full marks are " + possible.stripTrailingZeros().toPlainString() + " points; these have more: "
                            + names(above)
                            + ". Correct them, or say that it is meant with allowAbove. Nothing was entered.");
        }
    }
}

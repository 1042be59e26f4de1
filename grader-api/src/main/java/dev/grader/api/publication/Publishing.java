package dev.grader.api.publication;

import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Course;
import dev.grader.api.course.Courses;
import dev.grader.api.digest.Sha256;
import dev.grader.api.publication.Published.Draft;
import dev.grader.api.publication.Published.Snapshot;
import dev.grader.api.term.CourseLock;
import dev.grader.api.term.Points;
import dev.grader.api.term.TermReader;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Gradebook;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import dev.grader.core.gradebook.term.Gradebook.StudentGrades;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells students their grades. What was told stays until somebody accepts what has changed since: a recomputation alone never
 * changes a published grade.
 */
@Singleton
public class Publishing {
    private final Courses courses;
    private final TermReader terms;
    private final Published published;
    private final AuditLog audit;
    private final CourseLock lock;

    Publishing(Courses courses, TermReader terms, Published published, AuditLog audit, CourseLock lock) {
        this.courses = courses;
        this.terms = terms;
        this.published = published;
        this.audit = audit;
        this.lock = lock;
    }

    /**
     * A published grade that would be another one now.
     *
     * @param published points that the student was told; empty where the standing has none
     * @param publishedPossible full marks that the student was told; empty where they were not known
     * @param possible full marks now
     */
    public record PendingChange(
            String student,
            String assignment,
            String publishedStanding,
            Optional<BigDecimal> published,
            Optional<BigDecimal> publishedPossible,
            String standing,
            Optional<BigDecimal> points,
            Optional<BigDecimal> possible,
            String explanation) {}

    /**
     * All that waits to be accepted.
     *
     * @param id the same as long as the changes are
     */
    public record Pending(String id, List<PendingChange> changes) {
        public Pending {
            changes = List.copyOf(changes);
        }
    }

    /** How many grades were told. */
    public record Told(int grades) {}

    /**
     * Tells the students of a course how they stand in an assignment. Who was told before is not told again: what has changed
     * since is accepted, with a reason.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Told publish(Course found, String assignment, long personId, String reason) {
        Course course = locked(found);
        Map<CellKey, Snapshot> before = published.of(course.id(), Optional.empty());
        List<Draft> drafts = new ArrayList<>();
        Gradebook book = Gradebook.of(terms.of(course).facts());
        Column column = book.columns().stream()
                .filter(one -> one.id().equals(assignment))
                .findFirst()
                .orElseThrow();
        for (StudentGrades student : book.students()) {
            CellKey key = new CellKey(student.student().login(), assignment);
            Cell cell = Optional.ofNullable(student.cells().get(assignment)).orElseThrow();
            Snapshot old = before.get(key);
            if (old == null) {
                drafts.add(draft(key, cell, column));
            }
        }
        if (!drafts.isEmpty()) {
            published.publish(course.id(), personId, reason, drafts);
            audit.record(
                    course.id(), personId, "grades published", assignment, reason, Map.of("grades", drafts.size()));
        }
        return new Told(drafts.size());
    }

    /** What would change if it were accepted. */
    public Pending pending(Course course) {
        return pending(differences(course));
    }

    private static Pending pending(List<Difference> differences) {
        List<PendingChange> changes =
                differences.stream().map(Difference::change).toList();
        return new Pending(Sha256.of(changes.toString()), changes);
    }

    /**
     * Tells students what has changed.
     *
     * @param wanted which changes
     * @param expected id of the pending changes that were looked at; empty for whatever they are
     * @throws ProblemException {@link Problem#CONFLICT} when they are others now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Told accept(
            Course found, Predicate<PendingChange> wanted, Optional<String> expected, long personId, String reason) {
        Course course = locked(found);
        // computed once: what is told is what was compared
        List<Difference> differences = differences(course);
        Pending all = pending(differences);
        if (expected.isPresent() && !expected.get().equals(all.id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "The pending changes are others now. Look at them again.",
                    Map.of("pending", all));
        }
        List<Draft> drafts = new ArrayList<>();
        List<PendingChange> accepted = new ArrayList<>();
        for (Difference difference : differences) {
            if (wanted.test(difference.change())) {
                drafts.add(difference.draft());
                accepted.add(difference.change());
            }
        }
        if (!drafts.isEmpty()) {
            published.publish(course.id(), personId, reason, drafts);
            audit.record(course.id(), personId, "changed grades accepted", drafts.size() + " grades", reason, accepted);
        }
        return new Told(drafts.size());
    }

    /** As it is once nobody else changes it: what was found before may have got another time zone meanwhile. */
    private Course locked(Course found) {
        lock.take(found.id());
        return courses.findById(found.id());
    }

    private record Difference(PendingChange change, Draft draft) {}

    private List<Difference> differences(Course course) {
        List<Difference> differences = new ArrayList<>();
        Map<CellKey, Snapshot> before = published.of(course.id(), Optional.empty());
        Gradebook book = Gradebook.of(terms.of(course).facts());
        for (StudentGrades student : book.students()) {
            for (Column column : book.columns()) {
                CellKey key = new CellKey(student.student().login(), column.id());
                Cell cell =
                        Optional.ofNullable(student.cells().get(column.id())).orElseThrow();
                Snapshot old = before.get(key);
                if (old != null && !isSame(old, cell, column)) {
                    differences.add(new Difference(change(key, old, cell, column), draft(key, cell, column)));
                }
            }
        }
        return differences;
    }

    /** Whether a student was told what holds, points and full marks. Another sentence for the same points is no change. */
    public static boolean isSame(Snapshot old, Cell cell, Column column) {
        BigDecimal possible = possible(column);
        return isSame(old.standing(), cell.standing())
                && old.possible().filter(told -> told.compareTo(possible) != 0).isEmpty();
    }

    private static boolean isSame(Standing one, Standing other) {
        return one.word().equals(other.word())
                && points(one)
                                .flatMap(mine -> points(other).map(mine::compareTo))
                                .orElse(0)
                        == 0;
    }

    private static Optional<BigDecimal> points(Standing standing) {
        return standing instanceof Standing.Earned earned ? Optional.of(earned.earned()) : Optional.empty();
    }

    private static BigDecimal possible(Column column) {
        return column.possible().orElse(BigDecimal.ZERO);
    }

    private static PendingChange change(CellKey key, Snapshot old, Cell cell, Column column) {
        return new PendingChange(
                key.student(),
                key.column(),
                old.standing().word(),
                points(old.standing()),
                old.of(column).possible().map(Points::of),
                cell.standing().word(),
                points(cell.standing()),
                column.possible().map(Points::of),
                cell.explanation());
    }

    private static Draft draft(CellKey key, Cell cell, Column column) {
        return new Draft(key, cell.standing(), possible(column), cell.explanation());
    }
}

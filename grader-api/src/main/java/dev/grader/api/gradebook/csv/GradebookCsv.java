package dev.grader.api.gradebook.csv;

import dev.grader.api.assignment.Assignments;
import dev.grader.api.course.Course;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.Courses;
import dev.grader.api.course.Roster;
import dev.grader.api.digest.Sha256;
import dev.grader.api.entry.GradeEntry;
import dev.grader.api.entry.GradeEntry.TypedGrade;
import dev.grader.api.gradebook.Gradebooks;
import dev.grader.api.gradebook.csv.ImportView.ChangeView;
import dev.grader.api.term.CourseLock;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.csv.CsvMistakes;
import dev.grader.core.gradebook.csv.CsvShape;
import dev.grader.core.gradebook.csv.GradeCsvReader;
import dev.grader.core.gradebook.csv.GradeCsvWriter;
import dev.grader.core.gradebook.csv.GradeImport;
import dev.grader.core.gradebook.csv.GradeImport.Change;
import dev.grader.core.gradebook.csv.GradeSheet;
import dev.grader.core.gradebook.csv.ImportedGrades;
import dev.grader.core.gradebook.term.Gradebook;
import dev.grader.core.gradebook.term.Gradebook.StudentGrades;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the gradebook of a course as CSV, and enters what a CSV says. */
@Singleton
public class GradebookCsv {
    private final Courses courses;
    private final Gradebooks gradebooks;
    private final Assignments assignments;
    private final Roster roster;
    private final GradeEntry entry;
    private final CourseLock lock;

    GradebookCsv(
            Courses courses,
            Gradebooks gradebooks,
            Assignments assignments,
            Roster roster,
            GradeEntry entry,
            CourseLock lock) {
        this.courses = courses;
        this.gradebooks = gradebooks;
        this.assignments = assignments;
        this.roster = roster;
        this.entry = entry;
        this.lock = lock;
    }

    /**
     * What is to be done with a file.
     *
     * @param preview whether nothing is to be entered yet
     * @param allowAbove whether more than full marks is meant
     * @param expected preview that was agreed to; null for whatever the file changes now
     * @param reason for the audit log; may be empty
     */
    record Wish(
            boolean preview, boolean allowAbove, @Nullable String expected, String reason) {}

    String written(Course course, CsvShape shape) {
        StringBuilder text = new StringBuilder();
        try {
            new GradeCsvWriter(shape, sheet(gradebooks.live(course))).write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Reads a file as it comes in, and stops at too many rows or mistakes. No transaction is open meanwhile. */
    ImportedGrades read(long courseId, InputStream file) {
        GradeCsvReader reader = QuarkusTransaction.requiringNew()
                .call(() -> new GradeCsvReader(
                        assignments.ofCourse(courseId).stream()
                                .map(assignment ->
                                        new GradeSheet.Column(assignment.slug(), assignment.title(), Optional.empty()))
                                .toList(),
                        roster.students(courseId).keySet()));
        try {
            return reader.read(file);
        } catch (CsvMistakes mistakes) {
            throw mistakes.toProblem();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Compares with what holds now and, unless it is a preview, enters what differs. */
    @Transactional(Transactional.TxType.MANDATORY)
    ImportView take(Access access, ImportedGrades imported, Wish wish) {
        Course course = access.course();
        if (!wish.preview()) {
            // else somebody could enter a grade after the comparison, and it would be overwritten unseen
            lock.take(course.id());
            // somebody may have given it another time zone meanwhile
            course = courses.findById(course.id());
        }
        GradeImport found = compared(imported, sheet(gradebooks.live(course)));
        String preview = preview(found);
        if (!wish.preview()) {
            requireExpected(wish, preview);
            if (!wish.allowAbove() && !found.warnings().isEmpty()) {
                throw new CsvMistakes(found.warnings()).toProblem();
            }
            enter(access, found, wish);
        }
        return new ImportView(
                !wish.preview(),
                preview,
                imported.shape().name().toLowerCase(Locale.ROOT),
                found.changes().stream()
                        .map(change -> new ChangeView(
                                change.student(),
                                change.assignment(),
                                ChangeView.words(change.before()),
                                change.points()))
                        .toList(),
                found.unchanged(),
                found.warnings(),
                imported.ignored());
    }

    private static GradeImport compared(ImportedGrades imported, GradeSheet sheet) {
        requireStillThere(imported, sheet);
        try {
            return GradeImport.of(imported, sheet);
        } catch (CsvMistakes mistakes) {
            throw mistakes.toProblem();
        }
    }

    /** Somebody may have left the course while the file came in. */
    private static void requireStillThere(ImportedGrades imported, GradeSheet sheet) {
        Set<String> logins = sheet.lines().stream().map(GradeSheet.Line::login).collect(Collectors.toSet());
        Set<String> columns =
                sheet.columns().stream().map(GradeSheet.Column::id).collect(Collectors.toSet());
        boolean isThere = imported.grades().stream()
                .allMatch(grade -> logins.contains(grade.student()) && columns.contains(grade.assignment()));
        if (!isThere) {
            throw new ProblemException(
                    Problem.CONFLICT, "The course has changed while the file came in. Nothing was entered; try again.");
        }
    }

    private static void requireExpected(Wish wish, String preview) {
        if (wish.expected() != null && !wish.expected().equals(preview)) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "The file would change something else by now. Nothing was entered; look at the preview again.");
        }
    }

    private void enter(Access access, GradeImport found, Wish wish) {
        Map<String, List<TypedGrade>> grades = found.changes().stream()
                .collect(Collectors.groupingBy(
                        Change::assignment,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                change -> new TypedGrade(change.student(), change.points(), ""), Collectors.toList())));
        grades.forEach((slug, typed) -> entry.enter(
                // each time anew: entering forgets what was read before
                assignments.bySlug(access.course().id(), slug).orElseThrow(),
                typed,
                wish.allowAbove(),
                wish.reason().isEmpty() ? "imported from a CSV" : wish.reason(),
                access.caller().id()));
    }

    private static String preview(GradeImport found) {
        return Sha256.of(found.changes().stream()
                .map(change -> change.student() + "\t" + change.assignment() + "\t" + ChangeView.words(change.before())
                        + "\t" + change.points())
                .collect(Collectors.joining("\n")));
    }

    private static GradeSheet sheet(Gradebook book) {
        return new GradeSheet(
                book.columns().stream()
                        .map(column -> new GradeSheet.Column(column.id(), column.title(), column.possible()))
                        .toList(),
                book.students().stream().map(GradebookCsv::line).toList());
    }

    private static GradeSheet.Line line(StudentGrades grades) {
        Map<String, Standing> standings = new HashMap<>();
        grades.cells().forEach((column, cell) -> standings.put(column, cell.standing()));
        return new GradeSheet.Line(
                grades.student().login(),
                grades.student().name(),
                standings,
                grades.grade().grade());
    }
}

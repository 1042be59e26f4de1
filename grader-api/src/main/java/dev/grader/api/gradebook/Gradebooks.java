package dev.grader.api.gradebook;

import dev.grader.api.course.Course;
import dev.grader.api.gradebook.GradebookView.CellView;
import dev.grader.api.gradebook.GradebookView.ColumnView;
import dev.grader.api.gradebook.GradebookView.PublishedView;
import dev.grader.api.gradebook.GradebookView.StudentView;
import dev.grader.api.gradebook.GradesView.ItemView;
import dev.grader.api.person.Person;
import dev.grader.api.publication.Published;
import dev.grader.api.publication.Published.Snapshot;
import dev.grader.api.publication.Publishing;
import dev.grader.api.term.TermReader;
import dev.grader.core.gradebook.FinalGrade;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.scheme.ResolvedScheme;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Gradebook;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import dev.grader.core.gradebook.term.Gradebook.StudentGrades;
import dev.grader.core.late.CategoryNotes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows gradebooks. */
@Singleton
public class Gradebooks {
    private final TermReader terms;
    private final Published published;

    Gradebooks(TermReader terms, Published published) {
        this.terms = terms;
        this.published = published;
    }

    /** All grades as they are now. */
    public Gradebook live(Course course) {
        return Gradebook.of(terms.of(course).facts());
    }

    /** For staff. */
    GradebookView view(Course course) {
        Facts facts = terms.of(course).facts();
        Map<CellKey, Snapshot> told = published.of(course.id(), Optional.empty());
        return new GradebookView(
                course.slug(),
                facts.columns().stream().map(Gradebooks::column).toList(),
                Gradebook.each(facts, student -> student(facts.columns(), student, told)),
                notes(facts));
    }

    /** For staff: what holds now. */
    GradesView now(Course course, Person student) {
        Gradebook book = Gradebook.of(terms.of(course, student.id()).facts());
        Map<CellKey, Snapshot> told = published.of(course.id(), Optional.of(student.id()));
        StudentGrades grades = own(book, student);
        List<ItemView> items = new ArrayList<>();
        for (Column column : book.columns()) {
            Cell cell = cell(grades, column);
            Snapshot snapshot = told.get(new CellKey(student.login(), column.id()));
            items.add(item(
                    column,
                    cell.standing().word(),
                    points(cell.standing()),
                    cell.explanation(),
                    snapshot == null ? null : snapshot.at()));
        }
        return view(grades, items, grades.grade());
    }

    /**
     * For the student: what was published, with the full marks of then. The grading scheme is the one that holds now: it is the
     * same for everybody, and is only changed on purpose, with a reason, after a look at what that does.
     */
    GradesView told(Course course, Person student) {
        Facts facts = terms.of(course, student.id()).facts();
        Gradebook book = Gradebook.of(facts);
        Map<CellKey, Snapshot> told = published.of(course.id(), Optional.of(student.id()));
        StudentGrades grades = own(book, student);
        List<ItemView> items = new ArrayList<>();
        Map<String, Standing> standings = new HashMap<>();
        List<SchemeDocument.Column> columns = new ArrayList<>();
        for (Column now : book.columns()) {
            Snapshot snapshot = told.get(new CellKey(student.login(), now.id()));
            Column column = snapshot == null ? now : snapshot.of(now);
            columns.add(column.inScheme());
            standings.put(column.id(), snapshot == null ? new Standing.Open() : snapshot.standing());
            items.add(
                    snapshot == null
                            ? item(column, "unpublished", null, "not published yet", null)
                            : item(
                                    column,
                                    snapshot.standing().word(),
                                    points(snapshot.standing()),
                                    snapshot.explanation(),
                                    snapshot.at()));
        }
        return view(grades, items, facts.scheme().resolve(columns).grade(standings));
    }

    private static StudentGrades own(Gradebook book, Person student) {
        return book.students().stream()
                .filter(grades -> grades.student().login().equals(student.login()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(student.login() + " was asked for and is not there"));
    }

    private static GradesView view(StudentGrades grades, List<ItemView> items, FinalGrade grade) {
        return new GradesView(
                grades.student().login(),
                grades.student().name(),
                items,
                grade.grade().orElse(null),
                grade.provisional(),
                grade.derivation());
    }

    private static Cell cell(StudentGrades grades, Column column) {
        return Optional.ofNullable(grades.cells().get(column.id())).orElseThrow();
    }

    private static ItemView item(
            Column column,
            String standing,
            @Nullable BigDecimal points,
            String explanation,
            @Nullable Instant publishedAt) {
        return new ItemView(
                column.id(),
                column.title(),
                column.due().orElse(null),
                standing,
                points,
                column.possible().orElse(null),
                explanation,
                publishedAt);
    }

    private static ColumnView column(Column column) {
        return new ColumnView(
                column.id(),
                column.title(),
                column.category(),
                column.kind().name().toLowerCase(Locale.ROOT),
                column.partOf().orElse(null),
                column.due().orElse(null),
                column.possible().orElse(null));
    }

    private static StudentView student(List<Column> columns, StudentGrades grades, Map<CellKey, Snapshot> told) {
        String login = grades.student().login();
        Map<String, CellView> cells = new LinkedHashMap<>();
        columns.forEach(column ->
                cells.put(column.id(), cell(column, cell(grades, column), told.get(new CellKey(login, column.id())))));
        return new StudentView(
                login,
                grades.student().name(),
                cells,
                grades.grade().grade().orElse(null),
                grades.grade().provisional());
    }

    private static CellView cell(Column column, Cell cell, @Nullable Snapshot snapshot) {
        return new CellView(
                cell.standing().word(),
                points(cell.standing()),
                cell.source() == Gradebook.Source.ENTERED,
                cell.entry().late(),
                cell.entry().charged(),
                snapshot == null
                        ? null
                        : new PublishedView(
                                snapshot.standing().word(),
                                points(snapshot.standing()),
                                !Publishing.isSame(snapshot, cell, column)));
    }

    private static @Nullable BigDecimal points(Standing standing) {
        return standing instanceof Standing.Earned earned ? earned.earned() : null;
    }

    private static List<String> notes(Facts facts) {
        ResolvedScheme scheme = facts.resolvedScheme();
        List<String> notes = new ArrayList<>();
        scheme.unknown()
                .forEach(item -> notes.add("'" + item
                        + "' is in the grading scheme, and has no points of full marks yet: it stays open."));
        scheme.uncounted()
                .forEach(item ->
                        notes.add("'" + item + "' is in no component of the grading scheme: it does not count."));
        notes.addAll(CategoryNotes.of(facts.policy(), facts.calendar().parts()));
        return notes;
    }
}

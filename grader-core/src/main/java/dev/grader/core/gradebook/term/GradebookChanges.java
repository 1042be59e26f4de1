package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.FinalGrade;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import dev.grader.core.gradebook.term.Gradebook.StudentGrades;
import dev.grader.core.late.LedgerChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a change does to the grades of a course.
 *
 * @param cells that stand otherwise, or whose lateness costs something else
 * @param grades final grades that are other ones
 * @param warnings where helping one assignment hurts another of the same student
 */
public record GradebookChanges(List<CellChange> cells, List<GradeChange> grades, List<String> warnings) {
    public GradebookChanges {
        cells = List.copyOf(cells);
        grades = List.copyOf(grades);
        warnings = List.copyOf(warnings);
    }

    /** A cell before and after. */
    public record CellChange(Student student, String column, Cell before, Cell after) {}

    /** A final grade before and after. */
    public record GradeChange(Student student, FinalGrade before, FinalGrade after) {}

    public boolean isEmpty() {
        return cells.isEmpty() && grades.isEmpty();
    }

    /** Compares two gradebooks of one course; students and columns that only one of them has are left out. */
    public static GradebookChanges between(Gradebook before, Gradebook after) {
        Map<String, StudentGrades> earlier = new HashMap<>();
        before.students().forEach(grades -> earlier.put(grades.student().login(), grades));
        List<CellChange> cells = new ArrayList<>();
        List<GradeChange> grades = new ArrayList<>();
        for (StudentGrades now : after.students()) {
            StudentGrades old = earlier.get(now.student().login());
            if (old == null) {
                continue;
            }
            now.cells()
                    .forEach((column, cell) -> Optional.ofNullable(old.cells().get(column))
                            .filter(was -> !isSame(was, cell))
                            .ifPresent(was -> cells.add(new CellChange(now.student(), column, was, cell))));
            if (!isSame(old.grade(), now.grade())) {
                grades.add(new GradeChange(now.student(), old.grade(), now.grade()));
            }
        }
        return new GradebookChanges(
                cells,
                grades,
                LedgerChanges.between(before.ledger(), after.ledger()).warnings());
    }

    private static boolean isSame(Cell before, Cell after) {
        return isSame(before.standing(), after.standing())
                && before.entry().charged() == after.entry().charged()
                && before.entry().status() == after.entry().status()
                && before.entry().cost().compareTo(after.entry().cost()) == 0
                && before.entry().submission().equals(after.entry().submission());
    }

    private static boolean isSame(FinalGrade before, FinalGrade after) {
        return before.grade().equals(after.grade()) && before.provisional() == after.provisional();
    }

    /** By the number: 5 is 5.00. */
    static boolean isSame(Standing before, Standing after) {
        if (before instanceof Standing.Earned one && after instanceof Standing.Earned other) {
            return one.earned().compareTo(other.earned()) == 0;
        }
        return before.equals(after);
    }
}

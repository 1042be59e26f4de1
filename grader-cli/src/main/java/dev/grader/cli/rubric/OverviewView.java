package dev.grader.cli.rubric;

import dev.grader.cli.rubric.Overview.Grader;
import dev.grader.cli.rubric.Overview.Student;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows how far the grading is. */
final class OverviewView {
    private final Terminal terminal;

    OverviewView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows some of the students of an overview. */
    void show(Overview overview, List<Student> students) {
        Table table = new Table("STUDENT", "POINTS", "GRADERS", "NOTE");
        students.forEach(student -> table.row(
                student.student(),
                student.points().map(Decimal::words).orElse("–") + "/" + Decimal.words(overview.maximum()),
                student.graders().stream().map(OverviewView::words).collect(Collectors.joining(", ")),
                note(student)));
        table.lines(terminal.width()).forEach(terminal::data);
    }

    private static String words(Grader grader) {
        return SafeText.line(grader.grader()) + " "
                + grader.points().map(Decimal::words).orElse("–")
                + (grader.drafts() ? " (drafts)" : "")
                + (grader.olderDrafts() ? " (drafts of an older upload)" : "");
    }

    private static String note(Student student) {
        List<String> notes = new ArrayList<>();
        if (student.olderMarks()) {
            notes.add("marked: an older upload");
        }
        if (!student.waitingFor().isEmpty()) {
            notes.add("waits for " + String.join(", ", student.waitingFor()));
        }
        if (student.disputed()) {
            notes.add(
                    "graders differ by " + student.spread().map(Decimal::words).orElse("much"));
        }
        return String.join("; ", notes);
    }
}

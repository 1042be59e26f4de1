package dev.grader.cli.rubric;

import dev.grader.cli.course.CourseDates;
import dev.grader.cli.rubric.Filled.Feedback;
import dev.grader.cli.rubric.Filled.ItemFeedback;
import dev.grader.cli.rubric.Filled.Mark;
import dev.grader.cli.rubric.Filled.StaffPart;
import dev.grader.cli.rubric.Overview.Item;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.util.List;

/** Shows the rubric of one student. */
final class FilledView {
    private final Terminal terminal;

    FilledView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** For staff with the marks of each grader, for a student with what counts. */
    void show(Filled filled) {
        filled.submission().ifPresent(document -> terminal.data(SafeText.line("Of " + document.words() + ":")));
        filled.staff().ifPresentOrElse(staff -> forStaff(filled, staff), () -> forStudent(filled));
        filled.newer()
                .ifPresent(document -> terminal.data(
                        SafeText.line("There is a newer one: " + document.words() + ". These marks are not for it.")));
    }

    private void forStudent(Filled filled) {
        if (filled.points().isEmpty()) {
            terminal.data("Not graded yet. This is what is looked for:");
            Table table = new Table("ITEM", "AT MOST", "LOOKED FOR");
            filled.items().forEach(item -> table.row(item.title(), Decimal.words(item.points()), item.description()));
            print(table);
            return;
        }
        Table table = new Table("ITEM", "POINTS", "COMMENT");
        for (Feedback feedback : filled.feedback()) {
            for (ItemFeedback item : feedback.items()) {
                table.row(title(filled, item.item()), points(filled, item.item(), item.points()), item.comment());
            }
            table.row("Whole work", points(filled, "", feedback.points()), feedback.comment());
        }
        print(table);
        total(filled);
    }

    private void forStaff(Filled filled, StaffPart staff) {
        Table table = new Table("GRADER", "ITEM", "POINTS", "STUDENT SEES", "COMMENT");
        staff.graders().forEach(grader -> grader.marks().forEach(mark -> row(table, filled, mark)));
        print(table);
        total(filled);
        if (staff.olderMarks()) {
            terminal.data("What was marked is an older upload; see it with --history.");
        }
        if (!staff.waitingFor().isEmpty()) {
            terminal.data("Waits for " + SafeText.line(String.join(", ", staff.waitingFor())) + ".");
        }
        if (staff.disputed()) {
            terminal.data("The graders differ by "
                    + staff.spread().map(Decimal::words).orElse("much") + " points, more than a tenth.");
        }
    }

    /** Every mark that was ever given; nothing for a student. */
    void history(Filled filled, CourseDates dates) {
        filled.staff().ifPresent(staff -> {
            Table all = new Table(
                    "GRADER", "ITEM", "POINTS", "STUDENT SEES", "COMMENT", dates.header("WHEN"), "SUBMISSION");
            staff.history()
                    .forEach(mark -> all.row(
                            mark.grader(),
                            mark.item(),
                            Decimal.words(mark.points()),
                            mark.released() ? "yes" : "no",
                            mark.comment(),
                            dates.cell(mark.markedAt()),
                            mark.submission().orElse("–")));
            print(all);
        });
    }

    private static void row(Table table, Filled filled, Mark mark) {
        table.row(
                mark.grader(),
                mark.item().isEmpty() ? "(whole work)" : mark.item(),
                mark.item().isEmpty() ? "" : points(filled, mark.item(), mark.points()),
                mark.released() ? "yes" : "no",
                mark.comment());
    }

    private void total(Filled filled) {
        terminal.data("Points: " + filled.points().map(Decimal::words).orElse("open") + " of "
                + Decimal.words(filled.maximum()));
    }

    private void print(Table table) {
        List<String> lines = table.lines(terminal.width());
        lines.forEach(terminal::data);
    }

    private static String points(Filled filled, String item, BigDecimal points) {
        BigDecimal maximum = filled.items().stream()
                .filter(each -> each.id().equals(item))
                .map(Item::points)
                .findFirst()
                .orElse(filled.maximum());
        return Decimal.words(points) + "/" + Decimal.words(maximum);
    }

    private static String title(Filled filled, String item) {
        return filled.items().stream()
                .filter(each -> each.id().equals(item))
                .map(Item::title)
                .findFirst()
                .orElse(item);
    }
}

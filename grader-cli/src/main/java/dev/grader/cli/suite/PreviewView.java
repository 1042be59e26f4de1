package dev.grader.cli.suite;

import dev.grader.cli.suite.Preview.Entry;
import dev.grader.cli.suite.Preview.TestChange;
import dev.grader.cli.suite.Preview.TestDelta;
import dev.grader.cli.suite.Preview.VersionChange;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A preview on the terminal. */
final class PreviewView {
    private final Terminal terminal;

    PreviewView(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(Preview preview) {
        for (VersionChange change : preview.versions()) {
            terminal.data("Version " + preview.version() + " against version " + change.from() + ":");
            for (TestChange test : change.tests()) {
                terminal.data("  " + test.testId() + ": " + test.change().toLowerCase(Locale.ROOT)
                        + (test.reasons().isEmpty()
                                ? ""
                                : " (" + SafeText.line(String.join("; ", test.reasons())) + ")"));
            }
        }
        if (!preview.submissions().isEmpty()) {
            Table table = new Table("STUDENT", "NOW", "THEN", "AFTER LATENESS", "TESTS");
            preview.submissions()
                    .forEach(entry -> table.row(
                            entry.student(),
                            Decimal.words(entry.oldPoints()) + "/" + Decimal.words(entry.oldMaximum()),
                            points(entry.newPoints()) + "/" + points(entry.newMaximum()),
                            Decimal.words(entry.oldFinal()) + " → " + points(entry.newFinal()),
                            tests(entry)));
            table.lines(terminal.width()).forEach(terminal::data);
        }
        terminal.data("Submissions that change or have to be run: "
                + preview.submissions().size() + "; that keep their grade: " + preview.unchanged() + "; being graded: "
                + preview.pending() + ".");
        terminal.data(
                preview.rerun() > 0
                        ? "To be run again first: " + preview.rerun() + ", with grader suite rerun"
                        : "Nothing has changed yet. To do exactly this: grader suite apply … " + preview.id());
    }

    private static String tests(Entry entry) {
        if (!entry.rerun().isEmpty()) {
            return "run again: " + String.join(", ", entry.rerun());
        }
        return entry.tests().stream().map(PreviewView::delta).collect(Collectors.joining("; "));
    }

    private static String delta(TestDelta test) {
        return test.testId() + " " + points(test.oldPoints()) + " → " + points(test.newPoints()) + ", "
                + SafeText.line(String.join(", ", test.why()));
    }

    private static String points(Optional<BigDecimal> points) {
        return points.map(Decimal::words).orElse("?");
    }
}

package dev.grader.cli.proof;

import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Fixture;
import dev.grader.core.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Shows how a suite's fixtures fare: a line for each, and every test of those that are not as declared. */
public final class ProofView {
    private static final String DETAIL = "        ";
    /** Lines of a program's own output that are worth reading. */
    private static final int OUTPUT_LINES = 15;

    private final Consumer<String> lines;

    /** A view that shows itself line by line. */
    public ProofView(Consumer<String> lines) {
        this.lines = lines;
    }

    /** The reference has been measured. */
    public void calibrated(Fixture reference, Duration elapsed) {
        lines.accept("%-5s %9s %8s  %s".formatted("", "", seconds(elapsed), reference.path() + " (measured)"));
    }

    /** A fixture has been graded. */
    public void ended(FixtureOutcome outcome) {
        lines.accept("%-5s %9s %8s  %s"
                .formatted(
                        outcome.isAsDeclared() ? "ok" : "WRONG",
                        Decimal.words(outcome.sheet().points()) + "/"
                                + Decimal.words(outcome.sheet().maximum()),
                        seconds(outcome.elapsed()),
                        outcome.fixture().path()
                                + (outcome.repetition() > 1 ? " (" + outcome.repetition() + ")" : "")
                                + lost(outcome)));
        if (!outcome.isAsDeclared()) {
            problems(outcome);
        }
    }

    private static String lost(FixtureOutcome outcome) {
        List<TestScore> lost = outcome.sheet().tests().stream()
                .filter(test ->
                        test.verdict() != Verdict.PASSED && !test.verdict().isOpen())
                .toList();
        return lost.isEmpty()
                ? ""
                : "  loses " + lost.stream().map(ProofView::brief).collect(Collectors.joining(", "));
    }

    private static String brief(TestScore test) {
        return test.testId()
                + (test.points().signum() > 0
                        ? " (" + Decimal.words(test.points()) + "/" + Decimal.words(test.maximum()) + ")"
                        : "");
    }

    private void problems(FixtureOutcome outcome) {
        outcome.problems().forEach(problem -> indented("  ! ", problem));
        for (TestScore test : outcome.sheet().tests()) {
            lines.accept("    " + test.testId() + ": " + test.verdict() + " " + Decimal.words(test.points()) + "/"
                    + Decimal.words(test.maximum()));
            if (test.verdict() != Verdict.PASSED) {
                test.messages().forEach(message -> indented(DETAIL + "student: ", message));
                test.staffMessages().forEach(message -> indented(DETAIL + "staff:   ", message));
                output(outcome, test.testId());
            }
        }
    }

    private void output(FixtureOutcome outcome, String testId) {
        outcome.record().tests().stream()
                .filter(measurement -> measurement.testId().equals(testId))
                .map(TestMeasurement::output)
                .filter(output -> !output.isBlank())
                .forEach(output -> {
                    List<String> all = output.strip().lines().toList();
                    all.subList(Math.max(0, all.size() - OUTPUT_LINES), all.size())
                            .forEach(line -> indented(DETAIL + "output:  ", line));
                });
    }

    private void indented(String begin, String text) {
        SafeText.lines(text).lines().forEach(line -> lines.accept(begin + line));
    }

    static String seconds(Duration elapsed) {
        return String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1e3);
    }
}

package dev.grader.cli.submit;

import dev.grader.cli.course.CourseDates;
import dev.grader.cli.submit.Submission.Result;
import dev.grader.cli.submit.Submission.Test;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import dev.grader.cli.terminal.Terminal.Style;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The result of a submission on the terminal: a table of tests, what was wrong, and what it adds up to. */
public final class ResultView {
    private static final int INDENT = 4;
    private static final int DIGEST_DIGITS = 12;

    private final Terminal terminal;
    private final CourseDates dates;

    /**
     * @param dates of the course of what is shown
     */
    public ResultView(Terminal terminal, CourseDates dates) {
        this.terminal = terminal;
        this.dates = dates;
    }

    /** Shows a submission, graded or not. */
    public void show(Submission submission) {
        if (submission.result().isPresent()) {
            result(submission.result().get());
        } else {
            terminal.data(
                    "Submission " + submission.id() + " is " + words(submission.state()) + explanation(submission));
        }
        terminal.data("Receipt: " + SafeText.line(submission.receipt().code()) + " for " + submission.size()
                + " bytes received at " + dates.words(submission.submittedAt()) + ", SHA-256 " + submission.sha256());
    }

    private static String explanation(Submission submission) {
        return switch (submission.state()) {
            case "SYSTEM_ERROR" ->
                ": it could not be graded, through no fault of yours. No attempt is used, and staff can queue it again.";
            case "HANDED_IN" -> ": people grade it.";
            case "SUPERSEDED" -> ": a newer upload of yours took its place.";
            default -> ".";
        };
    }

    private void result(Result result) {
        Table table = new Table("TEST", "POINTS", "VERDICT");
        result.tests().forEach(test -> table.row(title(test), points(test), words(test.verdict())));
        List<String> lines = table.lines(terminal.width());
        terminal.data(terminal.style(Style.BOLD, lines.getFirst()));
        for (int row = 0; row < result.tests().size(); row++) {
            Test test = result.tests().get(row);
            terminal.data(terminal.style(colour(test), lines.get(row + 1)));
            if (!test.verdict().equals("PASSED") || test.byPeople()) {
                test.messages().forEach(this::message);
            }
        }
        if (!result.complete().orElse(true)) {
            terminal.data("Points so far; some tests are still to be graded or run:");
        }
        terminal.data("Raw score:   " + Decimal.words(result.raw()) + " of " + Decimal.words(result.maximum()));
        terminal.data(SafeText.line(result.late().explanation()));
        terminal.data(terminal.style(
                Style.BOLD,
                "Final score: " + Decimal.words(result.finalPoints()) + " of " + Decimal.words(result.maximum())));
        result.gradedBy()
                .ifPresent(by -> terminal.data("Graded by suite version " + by.suiteVersion() + " ("
                        + shortened(by.suiteDigest()) + ") in "
                        + new TreeMap<>(by.images())
                                .entrySet().stream()
                                        .map(image -> image.getKey() + " " + shortened(image.getValue()))
                                        .collect(Collectors.joining(", "))));
    }

    /** The first digits of a digest. */
    private static String shortened(String digest) {
        String digits = digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
        return digits.length() <= DIGEST_DIGITS ? digits : digits.substring(0, DIGEST_DIGITS) + "…";
    }

    private static String title(Test test) {
        return test.visibility().equals("VISIBLE") ? test.title() : test.title() + " (hidden)";
    }

    private static String points(Test test) {
        return Decimal.words(test.points()) + "/" + Decimal.words(test.maximum());
    }

    private static Style colour(Test test) {
        return switch (test.verdict()) {
            case "PASSED" -> Style.GREEN;
            case "PARTIAL", "SKIPPED", "CANCELLED", "AWAITING_GRADING", "AWAITING_RUN" -> Style.YELLOW;
            default -> Style.RED;
        };
    }

    private void message(String message) {
        for (String line : SafeText.lines(message).split("\n", -1)) {
            Wrap.lines(line, terminal.width() - INDENT).forEach(part -> terminal.data(" ".repeat(INDENT) + part));
        }
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

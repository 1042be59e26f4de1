package dev.grader.cli.demo;

import dev.grader.cli.submit.Submission;
import dev.grader.cli.submit.Submission.Result;
import dev.grader.cli.submit.Submission.Test;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Questions to a graded submission. */
record Graded(Optional<Submission> submission) {
    /** The place of an element in an array, as messages write it. */
    private static final Pattern INDEX = Pattern.compile("\\[\\d+(, ?\\d+)*]");

    private List<Test> tests() {
        return result().map(Result::tests).orElse(List.of());
    }

    private Optional<Result> result() {
        return submission.flatMap(Submission::result);
    }

    boolean fullMarks() {
        return result().filter(result -> result.raw().compareTo(result.maximum()) == 0
                        && result.finalPoints().compareTo(result.maximum()) == 0)
                .isPresent();
    }

    boolean partialCredit() {
        return result().filter(
                        result -> result.raw().signum() > 0 && result.raw().compareTo(result.maximum()) < 0)
                .isPresent();
    }

    String late() {
        return result().map(result -> result.late().explanation()).orElse("not graded");
    }

    /** Whether exactly these tests lost points. */
    boolean lostOnly(String... tests) {
        return result().isPresent() && lost().equals(List.of(tests));
    }

    /** Ids of the tests that lost points, in the suite's order. */
    List<String> lost() {
        return tests().stream()
                .filter(test -> test.points().compareTo(test.maximum()) < 0)
                .map(Test::testId)
                .toList();
    }

    /** Whether a failed visible test names the worst element. */
    boolean namesElement(String test) {
        return messages(test).stream()
                .anyMatch(message -> INDEX.matcher(message).find());
    }

    /** Whether no message of a hidden test names an element. */
    boolean hiddenTestsAreSilent() {
        return tests().stream()
                .filter(test -> !test.visibility().equals("VISIBLE"))
                .flatMap(test -> test.messages().stream())
                .noneMatch(message -> INDEX.matcher(message).find());
    }

    List<String> messages(String test) {
        return tests().stream()
                .filter(one -> one.testId().equals(test))
                .flatMap(one -> one.messages().stream())
                .toList();
    }

    /** In one line, for a check that failed. */
    String summary() {
        BigDecimal points = result().map(Result::finalPoints).orElse(BigDecimal.ZERO);
        return submission
                .map(one -> one.state() + ", " + points.toPlainString() + " points, lost " + lost())
                .orElse("no submission");
    }
}

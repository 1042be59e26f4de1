package dev.grader.core.score;

import dev.grader.core.suite.Fixture;
import dev.grader.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a suite made of one of its own fixtures what it declares; only then it may be published. */
public final class FixtureCheck {
    private FixtureCheck() {}

    /**
     * What is wrong, in sentences for the author of the suite; empty when all is as declared. Where something could not be
     * measured, that is the only problem: the fixture has to be run again before anything can be said about the suite.
     */
    public static List<String> problems(Fixture fixture, ScoreSheet sheet) {
        List<String> faults = sheet.tests().stream()
                .filter(test -> test.verdict() == Verdict.INFRASTRUCTURE)
                .map(test -> fixture.path() + ": test '" + test.testId() + "' could not be measured: "
                        + String.join("; ", test.staffMessages()))
                .toList();
        if (!faults.isEmpty()) {
            return faults;
        }
        return switch (fixture) {
            case Fixture.Reference reference -> notFull("the reference", reference, sheet);
            case Fixture.Correct correct -> notFull("a correct solution", correct, sheet);
            case Fixture.Starter starter -> starter(starter, sheet);
            case Fixture.Wrong wrong -> wrong(wrong, sheet);
        };
    }

    private static List<String> notFull(String who, Fixture fixture, ScoreSheet sheet) {
        return sheet.tests().stream()
                .filter(FixtureCheck::isLost)
                .map(test -> fixture.path() + ": " + who + " must pass every test, but " + outcome(test))
                .toList();
    }

    private static List<String> starter(Fixture.Starter starter, ScoreSheet sheet) {
        if (sheet.points().compareTo(starter.atMost()) <= 0) {
            return List.of();
        }
        return List.of(starter.path() + ": the starter gets "
                + sheet.points().stripTrailingZeros().toPlainString() + " points, more than "
                + starter.atMost().stripTrailingZeros().toPlainString() + " (at_most); it gets them in "
                + sheet.tests().stream()
                        .filter(test -> test.points().signum() > 0)
                        .map(TestScore::testId)
                        .collect(Collectors.joining(", ")));
    }

    private static List<String> wrong(Fixture.Wrong wrong, ScoreSheet sheet) {
        List<String> problems = new ArrayList<>();
        Map<String, TestScore> scores =
                sheet.tests().stream().collect(Collectors.toMap(TestScore::testId, test -> test));
        for (String id : wrong.mustLose()) {
            TestScore score = scores.get(id);
            if (score == null) {
                problems.add(wrong.path() + ": must_lose names '" + id + "', which is no test of the suite");
            } else if (!isLost(score)) {
                problems.add(wrong.path() + ": must lose '" + id + "', but passes it");
            }
        }
        wrong.mayLose().keySet().stream()
                .filter(id -> !scores.containsKey(id))
                .sorted()
                .map(id -> wrong.path() + ": may_lose names '" + id + "', which is no test of the suite")
                .forEach(problems::add);
        Set<String> declared = wrong.mayLose().keySet();
        sheet.tests().stream()
                .filter(FixtureCheck::isLost)
                .filter(test -> !wrong.mustLose().contains(test.testId()) && !declared.contains(test.testId()))
                .map(test ->
                        wrong.path() + ": loses a test that is neither in must_lose nor in may_lose: " + outcome(test))
                .forEach(problems::add);
        return problems;
    }

    /** What a person grades is no part of the proof: full marks are those of the automatic tests. */
    private static boolean isLost(TestScore test) {
        return test.verdict() != Verdict.PASSED && test.verdict() != Verdict.AWAITING_GRADING;
    }

    private static String outcome(TestScore test) {
        return "'" + test.testId() + "' is " + test.verdict() + " ("
                + test.points().stripTrailingZeros().toPlainString() + " of "
                + test.maximum().stripTrailingZeros().toPlainString() + " points): "
                + String.join("; ", test.staffMessages());
    }
}

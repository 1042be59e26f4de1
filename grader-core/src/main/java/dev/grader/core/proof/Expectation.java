package dev.grader.core.proof;

import dev.grader.core.suite.Fixture;

/** What a suite declares about one test of one of its fixtures. */
public enum Expectation {
    PASSES,
    LOSES,
    /** Both are right. */
    EITHER;

    /** What the fixture says of the test. */
    static Expectation of(Fixture fixture, String testId) {
        return switch (fixture) {
            case Fixture.Reference ignored -> PASSES;
            case Fixture.Correct ignored -> PASSES;
            case Fixture.Starter ignored -> EITHER;
            case Fixture.Wrong wrong when wrong.mustLose().contains(testId) -> LOSES;
            case Fixture.Wrong wrong when wrong.mayLose().containsKey(testId) -> EITHER;
            case Fixture.Wrong ignored -> PASSES;
        };
    }
}

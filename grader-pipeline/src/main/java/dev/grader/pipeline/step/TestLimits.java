package dev.grader.pipeline.step;

import dev.grader.core.suite.Limits;
import dev.grader.core.suite.TestDefinition;
import java.util.List;
import java.util.function.ToIntFunction;

/** The limits of a container that several tests share: of each kind the most generous. */
final class TestLimits {
    private TestLimits() {}

    static Limits of(List<? extends TestDefinition> tests) {
        return new Limits(
                most(tests, Limits::cpuSeconds),
                most(tests, Limits::wallSeconds),
                most(tests, Limits::memoryMegabytes),
                most(tests, Limits::processes),
                most(tests, Limits::scratchMegabytes),
                most(tests, Limits::outputMegabytes));
    }

    private static int most(List<? extends TestDefinition> tests, ToIntFunction<Limits> limit) {
        return tests.stream()
                .mapToInt(test -> limit.applyAsInt(test.common().limits()))
                .max()
                .orElseThrow();
    }
}

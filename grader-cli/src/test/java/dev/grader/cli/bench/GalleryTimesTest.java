package dev.grader.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.grader.cli.bench.GalleryTimes.Grading;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GalleryTimesTest {
    @Test
    void whatIdleStepsTakeIsNoComputeOfTheSubmission() {
        StartUp startUp = StartUp.of(List.of(step("probe", 0.9), step("probe", 0.7), step("train a seed 1", 1.5)));

        GalleryTimes times = GalleryTimes.of(
                "it",
                List.of(
                        new Grading(5, List.of(step("probe", 1.0), step("train it seed 1", 2.5), step("compile", 0.5))),
                        new Grading(7, List.of(step("probe", 1.0), step("train it seed 1", 2.5), step("compile", 0.5))),
                        new Grading(
                                9, List.of(step("probe", 1.0), step("train it seed 1", 2.5), step("compile", 0.5)))),
                startUp);

        assertThat(times.grading()).isEqualTo(7);
        assertThat(times.cpu()).isEqualTo(4);
        assertThat(times.startUp()).isCloseTo(2.2, within(1e-9));
        assertThat(times.compute()).isCloseTo(1.8, within(1e-9));
        assertThat(times.ratio()).isCloseTo(7 / 1.8, within(1e-9));
        assertThat(times.containers()).isEqualTo(3);
    }

    @Test
    void aStepIsNeverAllStartUpAndMore() {
        StartUp startUp = StartUp.of(List.of(step("probe", 0.9)));

        assertThat(startUp.of(step("probe", 0.5))).isEqualTo(0.5);
        assertThat(startUp.of(step("compile", 0.5))).isZero();
    }

    private static StepTiming step(String name, double cpuSeconds) {
        return new StepTiming(name, Instant.EPOCH, Instant.EPOCH, cpuSeconds);
    }
}

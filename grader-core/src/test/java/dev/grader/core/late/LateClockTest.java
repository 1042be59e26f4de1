package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Rounding;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Units of time around changes of the clocks, against a clock that walks. */
class LateClockTest {
    private static final int CASES = 20_000;
    private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());
    private static final List<String> ZONES =
            List.of("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Tehran");

    @Test
    void unitsAroundChangesOfTheClocksAreThoseOfTheWall() {
        Random random = new Random(11);
        for (int i = 0; i < CASES; i++) {
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            LateClock clock = new LateClock(
                    random.nextBoolean() ? LateUnit.DAY : LateUnit.HALF_DAY,
                    ROUNDINGS.get(random.nextInt(ROUNDINGS.size())),
                    DayKind.WALL_CLOCK,
                    new Grace(random.nextInt(3) * 300L, Grace.Place.EVERY));
            SlowClock slow = new SlowClock(clock, zone);
            // a change of 2021, when Tehran still moved its clocks
            Instant change = zone.getRules()
                    .nextTransition(
                            Instant.parse(random.nextBoolean() ? "2021-01-01T00:00:00Z" : "2021-07-01T00:00:00Z"))
                    .getInstant();
            Instant due = change.plusSeconds(900L * (random.nextInt(400) - 300));
            Instant at = due.plusSeconds(900L * random.nextInt(400) + random.nextInt(2));
            int units = clock.units(due, at, zone);
            assertThat(units).as(clock + " " + due + " " + at + " " + zone).isEqualTo(slow.units(due, at));
            assertThat(clock.units(due, at.plusSeconds(random.nextInt(9_000)), zone))
                    .isGreaterThanOrEqualTo(units);
            assertThat(clock.units(due.plusSeconds(random.nextInt(9_000)), at, zone))
                    .isLessThanOrEqualTo(units);
            Extra extra = new Extra(random.nextInt(4), random.nextInt(3));
            assertThat(clock.plus(due, extra, zone)).isEqualTo(slow.plus(due, extra));
        }
    }
}

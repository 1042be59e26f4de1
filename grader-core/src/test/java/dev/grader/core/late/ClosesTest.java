package dev.grader.core.late;

import static dev.grader.core.late.LateVectorsTest.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.policy.Extra;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a part closes for somebody whose due date was moved. */
class ClosesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /**
     * Due on 7 March 23:59 and closed on 9 March 23:59; one day more is 8 March 23:59 on the wall, 23 hours later, as the
     * clocks go forward in between. It closes on 10 March 23:59 on the wall, and 24 hours later where days are absolute: due
     * at 00:59 on 9 March, closed at 23:59 on 10 March as well, as the clocks have been moved before either.
     */
    @ParameterizedTest
    @CsvSource({
        // days, extended by days, handed in in New York's summer time, status
        "wall_clock, 0, 2026-03-09T23:59, PENALISED",
        "wall_clock, 0, 2026-03-10T00:00, REFUSED",
        "wall_clock, 1, 2026-03-10T23:30, PENALISED",
        "wall_clock, 1, 2026-03-10T23:59, PENALISED",
        "wall_clock, 1, 2026-03-11T00:00, REFUSED",
        "absolute,   1, 2026-03-10T23:59, PENALISED",
        "absolute,   1, 2026-03-11T00:00, REFUSED",
    })
    void closesMovesAsTheDueDateDoes(String days, int more, String local, Status status) {
        Part part = new Part(
                "hw",
                "homework",
                Optional.of(Instant.parse("2026-03-08T04:59:00Z")),
                Optional.of(Instant.parse("2026-03-10T03:59:00Z")),
                Optional.empty(),
                BigDecimal.valueOf(100),
                BigDecimal.ONE);
        Ledger ledger = LateEvaluation.evaluate(
                policy("days: " + days + "\nafter_budget: {per_unit: 10}\n"),
                new Calendar(NEW_YORK, List.of(), List.of(part)),
                List.of(
                        new Event.Extension("hw", Set.of(), new Allowance.By(new Extra(more, 0)), "storm"),
                        new Event.Submission(
                                "s",
                                "hw",
                                List.of("ada"),
                                OffsetDateTime.parse(local + ":00-04:00").toInstant(),
                                Optional.of(BigDecimal.valueOf(80)),
                                false)));
        assertThat(ledger.entry("ada", "hw").status()).isEqualTo(status);
    }
}

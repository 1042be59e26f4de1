package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dates in the sentences of the ledger. */
class ShownDatesTest {
    private static final Policy POLICY =
            LateVectorsTest.policy("early: {missed_checkpoint: 15}\nafter_budget: {per_unit: 10}\n");
    private static final Instant CHECKPOINT = Instant.parse("2023-11-20T20:29:00Z");
    private static final Instant DUE = Instant.parse("2023-11-21T20:29:00Z");

    @Test
    void datesAreInTheTimeOfTheCourse() {
        assertThat(sentence(Optional.empty()))
                .isEqualTo("on time, due 2023-11-23 00:30 by an extension (illness);"
                        + " 15 % lost, as nothing was handed in by 2023-11-22 00:30");
    }

    /** In Tehran the 1st of Azar is over half an hour after midnight, when it is still the 22nd of November in Greenwich. */
    @ParameterizedTest
    @EnumSource
    void datesAreInTheSecondCalendarAsWell(SecondCalendar second) {
        assertThat(sentence(Optional.of(second)))
                .isEqualTo(
                        switch (second) {
                            case SOLAR_HIJRI ->
                                "on time, due 2023-11-23 00:30 (2 Azar 1402) by an extension (illness);"
                                        + " 15 % lost, as nothing was handed in by 2023-11-22 00:30 (1 Azar 1402)";
                        });
    }

    @Test
    void aQuoteHasThemToo() {
        Event.Submission submission =
                new Event.Submission("new", "hw", List.of("ada"), DUE.plusSeconds(3_600), Optional.empty(), false);
        LateQuote quote = LateQuote.of(
                POLICY, calendar(Optional.of(SecondCalendar.SOLAR_HIJRI)), List.of(extension()), submission, "ada");
        assertThat(quote.sentence()).contains("due 2023-11-23 00:30 (2 Azar 1402) by");
    }

    private static String sentence(Optional<SecondCalendar> second) {
        Event.Submission submission = new Event.Submission(
                "s", "hw", List.of("ada"), DUE.plusSeconds(3_600), Optional.of(BigDecimal.TEN), false);
        return LateEvaluation.evaluate(POLICY, calendar(second), List.of(submission, extension()))
                .entry("ada", "hw")
                .explanation();
    }

    private static Event extension() {
        return new Event.Extension(
                "hw", Set.of("ada"), new Allowance.Until(Instant.parse("2023-11-22T21:00:00Z")), "illness");
    }

    private static Calendar calendar(Optional<SecondCalendar> second) {
        Part part = new Part(
                "hw",
                "practical",
                Optional.of(DUE),
                Optional.empty(),
                Optional.of(CHECKPOINT),
                BigDecimal.TEN,
                BigDecimal.ONE);
        return new Calendar(ZoneId.of("Asia/Tehran"), second, List.of(), List.of(part), Map.of());
    }
}

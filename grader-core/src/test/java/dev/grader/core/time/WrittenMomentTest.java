package dev.grader.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenMomentTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource({
        "2026-03-07T23:59:00, 2026-03-08T04:59:00Z",
        "2026-03-07 23:59, 2026-03-08T04:59:00Z",
        "2026-03-07T23:59:00Z, 2026-03-07T23:59:00Z",
        "2026-03-07T23:59:00+03:30, 2026-03-07T20:29:00Z",
        // twice: the second
        "2026-11-01T01:30:00, 2026-11-01T06:30:00Z"
    })
    void aMomentWithoutAZoneIsInThatOfTheCourse(String written, Instant moment) {
        assertThat(WrittenMoment.parse(written).in(NEW_YORK)).isEqualTo(moment);
    }

    @Test
    void whatTheClocksSkipIsNoMoment() {
        WrittenMoment skipped = WrittenMoment.parse("2026-03-08T02:30:00");
        assertThatThrownBy(() -> skipped.in(NEW_YORK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'2026-03-08T02:30' is skipped by the clocks of America/New_York, which go from"
                        + " 2026-03-08T02:00 to 2026-03-08T03:00");
        assertThat(skipped.in(ZoneId.of("Asia/Tehran"))).isEqualTo(Instant.parse("2026-03-07T23:00:00Z"));
    }

    @Test
    void itIsATextInJson() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (String text : new String[] {"2026-03-08T02:30:15", "2026-03-08T02:30:15Z"}) {
            WrittenMoment read = mapper.readValue("\"" + text + "\"", WrittenMoment.class);
            assertThat(read).isEqualTo(WrittenMoment.parse(text));
            assertThat(mapper.writeValueAsString(read)).isEqualTo("\"" + text + "\"");
        }
        assertThatThrownBy(() -> mapper.readValue("\"tomorrow\"", WrittenMoment.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasRootCauseMessage("Text 'tomorrow' could not be parsed at index 0");
    }
}

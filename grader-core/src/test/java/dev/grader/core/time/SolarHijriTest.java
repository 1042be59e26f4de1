package dev.grader.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolarHijriTest {
    @ParameterizedTest
    @CsvSource({
        "2023-11-22, 1 Azar 1402",
        "1979-02-11, 22 Bahman 1357",
        // new year, and the last day of the year before: 1395, 1399, 1403 and 1408 have 366 days
        "2017-03-20, 30 Esfand 1395",
        "2017-03-21, 1 Farvardin 1396",
        "2020-03-19, 29 Esfand 1398",
        "2020-03-20, 1 Farvardin 1399",
        "2021-03-20, 30 Esfand 1399",
        "2021-03-21, 1 Farvardin 1400",
        "2024-03-19, 29 Esfand 1402",
        "2024-03-20, 1 Farvardin 1403",
        "2025-03-20, 30 Esfand 1403",
        "2025-03-21, 1 Farvardin 1404",
        "2026-03-20, 29 Esfand 1404",
        "2029-03-19, 29 Esfand 1407",
        "2029-03-20, 1 Farvardin 1408",
        "2030-03-20, 30 Esfand 1408",
        "2030-03-21, 1 Farvardin 1409",
        // the sixth month is the last one with 31 days
        "2024-09-21, 31 Shahrivar 1403",
        "2024-09-22, 1 Mehr 1403",
        "2024-12-21, 1 Dey 1403",
        "2026-11-21, 30 Aban 1405",
    })
    void aDateIsShown(LocalDate date, String shown) {
        assertThat(SecondCalendar.SOLAR_HIJRI.show(date)).isEqualTo(shown);
    }

    @Test
    void everyDayOfACenturyHasADateOfItsOwn() {
        LocalDate first = LocalDate.of(1979, 3, 21);
        assertThat(first.datesUntil(first.plusYears(100)).map(SolarHijri::show)).doesNotHaveDuplicates();
    }
}

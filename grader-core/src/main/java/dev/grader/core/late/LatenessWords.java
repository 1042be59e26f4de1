package dev.grader.core.late;

import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.LateUnit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says how late something was, and what made it less late than the calendar and the clock show. */
final class LatenessWords {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Term term;
    private final LateClock clock;
    private final LateUnit unit;

    LatenessWords(Term term) {
        this.term = term;
        this.clock = term.policy().clock();
        this.unit = clock.unit();
    }

    /** "on time, due 2023-11-24 23:59 (3 Azar 1402) by an extension (illness)". */
    String onTime(Row row, Candidate candidate) {
        return "on time" + ownDate(row, candidate) + stoodStill(row, candidate);
    }

    /** "27 h late". */
    String late(Row row, Candidate candidate) {
        return Durations.words(candidate.seconds(), unit)
                + " late"
                + ownDate(row, candidate)
                + stoodStill(row, candidate);
    }

    private String stoodStill(Row row, Candidate candidate) {
        long seconds = candidate.submission().at().getEpochSecond()
                - candidate.counted().getEpochSecond();
        return seconds == 0
                ? ""
                : ", " + Durations.words(seconds, unit) + " of "
                        + String.join(" and ", term.stoodStillBy(row, candidate)) + " not counted";
    }

    /** " = 2 days"; nothing where the words would be the same again. */
    String rounded(Candidate candidate) {
        String units = unit.words(candidate.units());
        String grace = afterGrace(candidate);
        return grace.isEmpty() && units.equals(Durations.words(candidate.seconds(), unit)) ? "" : " = " + units + grace;
    }

    /** Only where there are fewer units than there would be without it. */
    private String afterGrace(Candidate candidate) {
        LateClock strict = new LateClock(clock.unit(), clock.rounding(), clock.days(), Grace.NONE);
        boolean needed = candidate
                .due()
                .date()
                .filter(date ->
                        strict.units(date, candidate.counted(), term.calendar().zone()) > candidate.units())
                .isPresent();
        return needed ? " after " + Durations.words(clock.grace().seconds(), unit) + " grace" : "";
    }

    /** Why it is no unit late. */
    String within(Candidate candidate) {
        Grace grace = clock.grace();
        return candidate.seconds() <= grace.seconds()
                ? ", within the grace of " + Durations.words(grace.seconds(), unit)
                : " = " + unit.words(0) + afterGrace(candidate);
    }

    /** Only where the calendar's date would have made a difference. */
    private String ownDate(Row row, Candidate candidate) {
        boolean needed = row.part()
                .due()
                .filter(due -> clock.isAfter(candidate.submission().at(), due))
                .isPresent();
        if (!needed || candidate.due().why().isEmpty()) {
            return "";
        }
        String why = String.join(" and ", candidate.due().why());
        return candidate
                .due()
                .date()
                .map(date -> ", due " + date(date) + " by " + why)
                .orElse(", thanks to " + why);
    }

    /** In the time of the course, and in its second calendar if it has one. */
    String date(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, term.calendar().zone());
        String second = term.calendar()
                .secondCalendar()
                .map(calendar -> " (" + calendar.show(local.toLocalDate()) + ")")
                .orElse("");
        return (local.getSecond() == 0 ? MINUTES : SECONDS).format(local) + second;
    }
}

package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.file.EventsParser;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.file.TermFile;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each preset that follows another course or grader makes of late work. The figures are worked out by hand from what that
 * course says, not from the presets.
 */
class CommonPresetTest {
    private static final Instant DUE = Instant.parse("2026-01-10T12:00:00Z");
    private static final Pattern LATENESS = Pattern.compile("([0-9]+)([dhms])");

    /**
     * Preset; parts in the order of their due dates, a month apart, each with its category, how late it came, and the points
     * earned of 100 (80 if not said); for each part the units charged and the points that are left, or how it ended.
     */
    private static final String TABLE = """
            no-late-work            | hw 0s                                  | 0 80.00
            no-late-work            | hw 1s                                  | refused

            # all of it or nothing, at most two days for a part
            late-days-then-zero     | hw 1s, hw 2d                           | 1 80.00, 2 80.00
            late-days-then-zero     | hw 2d1s                                | zero
            late-days-then-zero     | hw 2d, hw 2d, hw 2d, hw 1d, hw 1s      | 2 80.00, 2 80.00, zero, 1 80.00, zero

            # two days for what is written, three for programs
            late-days-then-refused  | written 2d, written 1s                 | 2 80.00, refused
            late-days-then-refused  | written 2d1s                           | refused
            late-days-then-refused  | programming 3d, programming 1s         | 3 80.00, refused
            late-days-then-refused  | programming 2d, programming 2d, written 1d | 2 80.00, refused, 1 80.00
            late-days-then-refused  | quiz 1s                                | refused

            # five minutes at every boundary; of three days, two are charged and one is a penalty day
            grace-days-then-percent | hw 5m, hw 5m1s                         | 0 80.00, 1 80.00
            grace-days-then-percent | hw 2d5m, hw 2d5m1s                     | 2 80.00, 2 72.00
            grace-days-then-percent | hw 4d, hw 2d, hw 2d                    | 2 64.00, 2 80.00, 1 72.00

            # a quarter of what was earned for each day after three
            percent-per-day         | hw 3d, hw 1s                           | 3 80.00, 0 60.00
            percent-per-day         | hw 3d1s                                | 3 60.00
            percent-per-day         | hw 2d, hw 3d                           | 2 80.00, 1 40.00
            percent-per-day         | hw 6d, hw 4d                           | 3 20.00, 0 0.00

            # 24 hours are free, then 10 %, then 5 % more each day
            ten-then-five-percent   | hw 24h                                 | 0 80.00
            ten-then-five-percent   | hw 24h1s, hw 3d, hw 4d, hw 5d          | 0 72.00, 0 68.00, 0 64.00, 0 60.00

            # 10, 30, 60 %, then nothing is taken
            steps-then-refused      | hw 1s, hw 1d1s, hw 3d, hw 3d1s         | 0 72.00, 0 56.00, 0 32.00, refused

            # seven slack days, then a seventh of 50 % each day: 80 · (1 − 1/14) = 74.2857, 80 · (1 − 4/14) = 57.1429
            half-in-a-week          | hw 7d, hw 1d, hw 4d, hw 7d, hw 7d1s    | 7 80.00, 0 74.29, 0 57.14, 0 40.00, refused
            half-in-a-week          | hw 5d, hw 3d                           | 5 80.00, 2 74.29
            half-in-a-week          | hw 7d1s                                | refused

            halved-every-hour       | hw 1s, hw 1h1s, hw 3h, hw 7h           | 0 40.00, 0 20.00, 0 10.00, 0 0.63

            twelve-hours            | hw 1s, hw 12h, hw 12h1s, hw 5d         | 0 76.00, 0 76.00, 0 72.00, 0 40.00
            twelve-hours            | hw 10d                                 | 0 0.00

            # 168 hours, 1 % for each other one; where they are worth most, whatever is due first
            hour-bank-best          | hw 168h                                | 168 80.00
            hour-bank-best          | hw 168h1s                              | 168 79.20
            hour-bank-best          | hw 1s 90, hw 188h                      | 1 90.00, 167 63.20
            hour-bank-best          | hw 150h 50, hw 80h 100                 | 88 19.00, 80 100.00

            # the grade is at most 90, 80, 70 …
            cap-on-grade            | hw 1s 95, hw 1s 80, hw 2d 80           | 0 90.00, 0 80.00, 0 80.00
            cap-on-grade            | hw 2d1s 80, hw 9d 80, hw 10d 80        | 0 70.00, 0 10.00, 0 0.00

            # 10 of the 100 possible points a day, after ten minutes at the due date only
            percent-of-possible     | hw 10m, hw 10m1s, hw 1d, hw 1d1s       | 0 80.00, 0 70.00, 0 70.00, 0 60.00
            percent-of-possible     | hw 3d 35, hw 4d 35                     | 0 5.00, 0 0.00

            # one day for a part, never together with a penalty
            one-day-or-penalty      | hw 1d, hw 1d1s                         | 1 80.00, 0 48.00
            one-day-or-penalty      | hw 1s, hw 1s, hw 1s, hw 1s, hw 1s      | 1 80.00, 1 80.00, 1 80.00, 1 80.00, 0 64.00

            # who asked for nothing gets zero
            ask-beforehand          | hw 0s, hw 1s                           | 0 80.00, zero
            ask-afterwards          | lab 1s, project 1s, homework 1s        | zero, zero, zero

            # after three days it is over, whether late days are left or not
            fixed-end               | hw 3d, hw 3d, hw 1s                    | 3 80.00, 2 72.00, 0 72.00
            fixed-end               | hw 3d1s, hw 1d                         | refused, 1 80.00

            # six credits of 12 hours, then 10 % for 12 hours
            team-minimum            | hw 12h1s, hw 2d, hw 1s                 | 2 80.00, 4 80.00, 0 72.00
            team-minimum            | hw 4d                                  | 6 64.00

            team-maximum            | hw 4d, hw 1d1s                         | 4 80.00, 1 60.00
            team-maximum            | hw 8d                                  | 5 20.00

            # slack for second parts only
            early-checkpoint        | part 2 10d, part 2 1s                  | 10 80.00, 0 72.00
            early-checkpoint        | part 2 11d                             | 10 72.00
            early-checkpoint        | part 1 1d, part 1 1d1s                 | 0 72.00, 0 64.00

            # 5 % a day, 10 % at most; nothing is taken late
            early-bonus             | hw 0s, hw -23h, hw -1d, hw -2d, hw -3d | 0 80.00, 0 80.00, 0 84.00, 0 88.00, 0 88.00
            early-bonus             | hw 1s                                  | refused

            on-time-bonus           | hw 0s, hw 1s, hw 2d, hw 2d1s           | 0 84.00, 0 80.00, 0 80.00, refused
            """;

    record Line(String preset, String term, String expected) {
        static Line of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Line(cells[0].strip(), cells[1].strip(), cells[2].strip());
        }

        @Override
        public String toString() {
            return preset + ": " + term;
        }
    }

    static Stream<Line> table() {
        return TABLE.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Line::of);
    }

    @ParameterizedTest
    @MethodSource("table")
    void latenessCostsWhatTheCourseSays(Line line) {
        Policy policy = LatePresets.policy(line.preset());
        List<Part> parts = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (String words : line.term().split(", ", -1)) {
            String[] word = words.replace("part ", "part_").split(" ", -1);
            Instant due = DUE.plus(Duration.ofDays(30L * parts.size()));
            String id = "p" + parts.size();
            parts.add(Part.due(id, word[0].replace('_', ' '), due, BigDecimal.valueOf(100)));
            events.add(new Event.Submission(
                    "s-" + id,
                    id,
                    List.of("ada"),
                    due.plus(lateness(word[1])),
                    Optional.of(new BigDecimal(word.length > 2 ? word[2] : "80")),
                    false));
        }
        Ledger ledger = LateEvaluation.evaluate(policy, new Calendar(ZoneOffset.UTC, List.of("ada"), parts), events);
        assertThat(costs(ledger, "ada")).isEqualTo(line.expected());
    }

    @Test
    void noPresetIsLeftOut() {
        assertThat(new TreeSet<>(table().map(Line::preset).toList()))
                .hasSize(22)
                .isEqualTo(new TreeSet<>(
                        LatePresets.names().subList(4, LatePresets.names().size())));
    }

    /** Harvard, UPenn: asked for by the time of the submission, and enough of it; at most three days for a part. */
    @Test
    void lateDaysAreAskedForBeforehand() {
        assertThat(costs("ask-beforehand", "hw", """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-14T12:00, earned: 80}
                  - {part: p1, student: ada, at: 2026-02-13T12:00, earned: 80}
                  - {part: p2, student: ada, at: 2026-03-12T12:00, earned: 80}
                  - {part: p3, student: ada, at: 2026-04-12T12:00, earned: 80}
                  - {part: p4, student: ada, at: 2026-05-12T12:00, earned: 80}
                  - {part: p5, student: ada, at: 2026-06-11T12:00, earned: 80}
                claims:
                  - {part: p0, student: ada, units: 4, at: 2026-01-10T12:00}
                  - {part: p1, student: ada, units: 3, at: 2026-02-10T12:00}
                  - {part: p2, student: ada, units: 2, at: 2026-03-12T12:00:01}
                  - {part: p3, student: ada, units: 1, at: 2026-04-10T12:00}
                  - {part: p4, student: ada, units: 2, at: 2026-05-12T12:00}
                  - {part: p5, student: ada, units: 1, at: 2026-06-10T12:00}
                """, "ada")).isEqualTo("zero, 3 80.00, zero, zero, 2 80.00, zero");
    }

    /** 61BL: by form afterwards, one day for a lab. */
    @Test
    void lateDaysAreAskedForAfterwards() {
        String lab = """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-11T12:00, earned: 80}
                  - {part: p1, student: ada, at: 2026-02-12T12:00, earned: 80}
                claims:
                  - {part: p0, student: ada, units: 1, at: 2026-05-20T12:00}
                  - {part: p1, student: ada, units: 2, at: 2026-05-20T12:00}
                """;
        assertThat(costs("ask-afterwards", "lab", lab, "ada")).isEqualTo("1 80.00, zero");
        String project = """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-13T12:00, earned: 80}
                  - {part: p1, student: ada, at: 2026-02-13T12:00, earned: 80}
                  - {part: p2, student: ada, at: 2026-03-12T12:00, earned: 80}
                claims:
                  - {part: p0, student: ada, units: 3, at: 2026-05-20T12:00}
                  - {part: p1, student: ada, units: 3, at: 2026-05-20T12:00}
                  - {part: p2, student: ada, units: 2, at: 2026-05-20T12:00}
                """;
        assertThat(costs("ask-afterwards", "project", project, "ada")).isEqualTo("3 80.00, zero, 2 80.00");
        assertThat(costs("ask-afterwards", "homework", project, "ada")).isEqualTo("zero, zero, zero");
    }

    /** Submitty: the version that the student makes the active one. */
    @Test
    void theChosenSubmissionCounts() {
        assertThat(costs("late-days-then-zero", "hw", """
                submissions:
                  - {id: first, part: p0, student: ada, at: 2026-01-11T12:00, earned: 70}
                  - {part: p0, student: ada, at: 2026-01-12T12:00, earned: 80}
                choices:
                  - {part: p0, student: ada, submission: first, at: 2026-01-20T12:00}
                """, "ada")).isEqualTo("1 70.00");
    }

    /** CS143: the first has one day left, so both get nothing for what is two days late, and keep their days for what is one. */
    @Test
    void allOfATeamMustHaveEnough() {
        String term = """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-12T12:00, earned: 80}
                  - {part: p1, students: [ada, ben], at: 2026-02-12T12:00, earned: 80}
                  - {part: p2, students: [ada, ben], at: 2026-03-11T12:00, earned: 80}
                """;
        assertThat(costs("late-days-then-refused", "programming", term, "ada")).isEqualTo("2 80.00, refused, 1 80.00");
        assertThat(costs("late-days-then-refused", "programming", term, "ben")).isEqualTo("refused, 1 80.00");
    }

    /** MarkUs: the first has one credit left, so 24 hours late cost each a credit and 10 %. */
    @Test
    void theFewestCreditsOfATeamLimitAll() {
        String term = """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-13T00:00, earned: 80}
                  - {part: p1, students: [ada, ben], at: 2026-02-11T12:00, earned: 80}
                  - {part: p2, student: ben, at: 2026-03-13T12:00, earned: 80}
                """;
        assertThat(costs("team-minimum", "hw", term, "ada")).isEqualTo("5 80.00, 1 72.00");
        assertThat(costs("team-minimum", "hw", term, "ben")).isEqualTo("1 72.00, 5 72.00");
    }

    /** CS498 DL: the first has one day left, the second five; three days are covered for both, each pays what they have. */
    @Test
    void theMostLateDaysOfATeamCoverAll() {
        String term = """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-14T12:00, earned: 80}
                  - {part: p1, students: [ada, ben], at: 2026-02-13T12:00, earned: 80}
                  - {part: p2, students: [ada, ben], at: 2026-03-13T12:00, earned: 80}
                """;
        assertThat(costs("team-maximum", "hw", term, "ada")).isEqualTo("4 80.00, 1 80.00, 0 60.00");
        assertThat(costs("team-maximum", "hw", term, "ben")).isEqualTo("3 80.00, 2 60.00");
    }

    /** 11-785: one submission, whichever, by the early date. */
    @Test
    void anEarlySubmissionOrTenPercent() {
        assertThat(costs("early-checkpoint", "part 2", """
                submissions:
                  - {part: p0, student: ada, at: 2026-01-10T12:00, earned: 80}
                  - {part: p1, student: ada, at: 2026-02-07T12:00, earned: 5}
                  - {part: p1, student: ada, at: 2026-02-09T12:00, earned: 80}
                  - {part: p2, student: ada, at: 2026-03-13T12:00, earned: 80}
                """, "ada")).isEqualTo("0 72.00, 0 80.00, 3 72.00");
    }

    /** The night of 8 March has 23 hours in New York: the same time on the wall is a day, and not more. */
    @ParameterizedTest
    @CsvSource({"2026-03-09T00:04:00, 1", "2026-03-09T00:04:01, 2"})
    void autolabCountsDaysOfTheWallClock(String at, int charged) {
        Policy policy = LatePresets.policy("grace-days-then-percent");
        TermFile term = EventsParser.parse("events", """
                schema: 1
                time_zone: America/New_York
                parts: [{id: hw, category: hw, due: 2026-03-07T23:59:00}]
                submissions: [{part: hw, student: ada, at: '%s', earned: 80}]
                """.formatted(at), policy);
        assertThat(LateEvaluation.evaluate(policy, term.calendar(), term.events())
                        .entry("ada", "hw")
                        .charged())
                .isEqualTo(charged);
    }

    /** Six parts of a category that are due a month apart, each with a checkpoint three days before. */
    private static String costs(String preset, String category, String events, String student) {
        StringBuilder text = new StringBuilder("schema: 1\ntime_zone: UTC\nstudents: [ada, ben]\nparts:\n");
        for (int i = 0; i < 6; i++) {
            text.append("  - {id: p%d, category: %s, due: 2026-%02d-10T12:00:00, checkpoint: 2026-%02d-07T12:00:00}\n"
                    .formatted(i, category, i + 1, i + 1));
        }
        Policy policy = LatePresets.policy(preset);
        TermFile term = EventsParser.parse("events", text + events, policy);
        return costs(LateEvaluation.evaluate(policy, term.calendar(), term.events()), student);
    }

    /** What was handed in: units charged and points left, or how it ended where the policy says so; then nothing is charged. */
    private static String costs(Ledger ledger, String student) {
        return String.join(
                ", ",
                ledger.entries().stream()
                        .filter(entry -> entry.member().equals(student))
                        .filter(entry -> entry.submission().isPresent())
                        .map(CommonPresetTest::cost)
                        .toList());
    }

    private static String cost(LedgerEntry entry) {
        String cost = entry.charged() + " " + entry.points().orElseThrow();
        boolean isOver = entry.status() == Status.ZERO || entry.status() == Status.REFUSED;
        return isOver && cost.equals("0 0.00") ? entry.status().name().toLowerCase(Locale.ROOT) : cost;
    }

    /** 2d5m1s. */
    private static Duration lateness(String words) {
        int sign = words.startsWith("-") ? -1 : 1;
        Duration sum = Duration.ZERO;
        Matcher matcher = LATENESS.matcher(words);
        while (matcher.find()) {
            long number = Long.parseLong(matcher.group(1));
            sum = sum.plus(
                    switch (matcher.group(2)) {
                        case "d" -> Duration.ofDays(number);
                        case "h" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofSeconds(number);
                    });
        }
        return sum.multipliedBy(sign);
    }
}

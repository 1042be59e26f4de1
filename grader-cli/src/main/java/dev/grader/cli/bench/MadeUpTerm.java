package dev.grader.cli.bench;

import dev.grader.core.late.Allowance;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import dev.grader.core.late.Part;
import dev.grader.core.late.policy.Extra;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A term of a large course, the same for the same numbers: of every part nine tenths of the students hand something in, half of
 * them again, a quarter of it late by up to five days; one student in ten has an extension of some part, one in fifty more time
 * for all, one in a hundred is excused from one, and the network fails four times.
 */
record MadeUpTerm(Calendar calendar, List<Event> events) {
    private static final Instant BEGIN = Instant.parse("2026-02-01T20:29:00Z");
    private static final Duration TERM = Duration.ofDays(120);
    private static final int OUTAGES = 4;
    private static final int HOURS_LATE = 120;

    static MadeUpTerm of(int students, int parts) {
        Maker maker = new Maker(students, parts);
        maker.make();
        return new MadeUpTerm(maker.calendar, List.copyOf(maker.events));
    }

    long submissions() {
        return events.stream()
                .filter(event -> event instanceof Event.Submission)
                .count();
    }

    /** What there is to read for one student alone. */
    MadeUpTerm alone(String student) {
        Predicate<Event> isFor = event -> switch (event) {
            case Event.Submission it -> it.members().contains(student);
            case Event.Extension it -> it.members().contains(student);
            case Event.Excuse it -> it.member().equals(student);
            case Event.Claim it -> it.member().equals(student);
            case Event.Choice it -> it.member().equals(student);
            case Event.Accommodation it -> it.member().equals(student);
            case Event.Outage it -> it.members().isEmpty();
            case Event.BudgetChange it -> it.members().isEmpty();
        };
        return new MadeUpTerm(
                new Calendar(calendar.zone(), List.of(student), calendar.parts()),
                events.stream().filter(isFor).toList());
    }

    private static final class Maker {
        private final Random random = new Random(1);
        private final List<Event> events = new ArrayList<>();
        private final Calendar calendar;

        Maker(int students, int parts) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < students; i++) {
                names.add("student%05d".formatted(i));
            }
            List<Part> all = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                all.add(Part.due(
                        "part%02d".formatted(i),
                        i % 2 == 0 ? "theoretical" : "practical",
                        BEGIN.plus(TERM.multipliedBy(i + 1L).dividedBy(parts)),
                        BigDecimal.valueOf(100)));
            }
            this.calendar = new Calendar(ZoneId.of("Asia/Tehran"), names, all);
        }

        void make() {
            for (int i = 1; i <= OUTAGES; i++) {
                Instant from = BEGIN.plus(TERM.multipliedBy(i).dividedBy(OUTAGES + 1));
                events.add(new Event.Outage(
                        from, from.plus(Duration.ofHours(3)), new Extra(0, 12), Set.of(), Set.of(), "network"));
            }
            for (String student : calendar.students()) {
                for (Part part : calendar.parts()) {
                    handIn(student, part);
                }
                decide(student);
            }
        }

        private void handIn(String student, Part part) {
            if (random.nextInt(10) == 0) {
                return;
            }
            Instant due = part.due().orElseThrow();
            Instant at = random.nextInt(4) == 0
                    ? due.plus(Duration.ofMinutes(1 + random.nextInt(HOURS_LATE * 60)))
                    : due.minus(Duration.ofMinutes(random.nextInt(5_000)));
            int times = 1 + random.nextInt(2);
            for (int i = 0; i < times; i++) {
                events.add(new Event.Submission(
                        student + part.id() + i,
                        part.id(),
                        List.of(student),
                        at.minus(Duration.ofMinutes(90L * (times - 1 - i))),
                        Optional.of(BigDecimal.valueOf(random.nextInt(1_001), 1)),
                        false));
            }
        }

        private void decide(String student) {
            List<Part> parts = calendar.parts();
            String part = parts.get(random.nextInt(parts.size())).id();
            if (random.nextInt(10) == 0) {
                events.add(new Event.Extension(part, Set.of(student), new Allowance.By(new Extra(2, 0)), "illness"));
            }
            if (random.nextInt(50) == 0) {
                events.add(new Event.Accommodation(student, new Extra(1, 0), Set.of(), ""));
            }
            if (random.nextInt(100) == 0) {
                events.add(new Event.Excuse(student, part, "joined late"));
            }
        }
    }
}

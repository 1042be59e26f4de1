package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Operand;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Rounding;
import dev.grader.core.late.policy.Rules;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * A term made up by chance: any policy, dates around changes of the clocks, submissions close to the boundaries. The same seed
 * is the same term.
 */
record RandomTerm(Policy policy, Calendar calendar, List<Event> events) {
    static final List<String> STUDENTS = List.of("ada", "ben", "cem");
    private static final List<String> CATEGORIES = List.of("theory", "practice", "other");
    private static final List<String> ZONES =
            List.of("America/New_York", "Europe/Berlin", "Asia/Tehran", "Australia/Lord_Howe", "UTC");
    private static final List<LocalDateTime> BEGINS = List.of(
            LocalDateTime.of(2026, 3, 5, 23, 59),
            LocalDateTime.of(2026, 3, 27, 2, 30),
            LocalDateTime.of(2026, 10, 23, 1, 30),
            LocalDateTime.of(2026, 10, 31, 1, 15),
            LocalDateTime.of(2026, 4, 3, 1, 45));

    /** Any term. */
    static RandomTerm of(long seed) {
        return new Maker(seed, 3).term(Optional.empty());
    }

    /** At most one submission for each row, so that no other one can take its place. */
    static RandomTerm simple(long seed, Use use) {
        return new Maker(seed, 1).term(Optional.of(use));
    }

    /** Up to three submissions for each row, all graded. */
    static RandomTerm several(long seed, Use use, Counted counted) {
        RandomTerm term = new Maker(seed, 3).term(Optional.of(use));
        List<Event> graded =
                term.events().stream().map(event -> graded(term, event)).toList();
        Policy any = term.policy();
        Policy best = new Policy(
                any.title(),
                any.clock(),
                any.budgets(),
                any.rules(),
                any.categories(),
                any.use(),
                any.team(),
                counted,
                any.partial(),
                any.operand(),
                any.floor(),
                any.early(),
                any.scale());
        return new RandomTerm(best, term.calendar(), graded);
    }

    private static Event graded(RandomTerm term, Event event) {
        if (!(event instanceof Event.Submission it) || it.earned().isPresent()) {
            return event;
        }
        BigDecimal full = term.calendar().parts().stream()
                .filter(part -> part.id().equals(it.part()))
                .map(Part::possible)
                .findFirst()
                .orElseThrow();
        return new Event.Submission(
                it.id(), it.part(), it.members(), it.at(), Optional.of(full), it.practice(), it.earnedBy());
    }

    RandomTerm with(Event event) {
        List<Event> more = new ArrayList<>(events);
        more.add(event);
        return new RandomTerm(policy, calendar, more);
    }

    RandomTerm replacing(Event one, Event other) {
        return new RandomTerm(
                policy,
                calendar,
                events.stream().map(event -> event.equals(one) ? other : event).toList());
    }

    RandomTerm with(Policy other) {
        return new RandomTerm(other, calendar, events);
    }

    Ledger ledger() {
        return LateEvaluation.evaluate(policy, calendar, events);
    }

    /** All that is decided by chance, in one order. */
    private static final class Maker {
        private final Random random;
        private final int mostSubmissions;
        private final List<Event> events = new ArrayList<>();

        Maker(long seed, int mostSubmissions) {
            this.random = new Random(seed * 7_919 + 13);
            this.mostSubmissions = mostSubmissions;
        }

        RandomTerm term(Optional<Use> use) {
            Policy policy = policy(use);
            ZoneId zone = ZoneId.of(one(ZONES));
            List<Part> parts = parts(policy, zone);
            for (Part part : parts) {
                submissions(policy, part, zone);
            }
            others(policy, parts);
            return new RandomTerm(policy, new Calendar(zone, STUDENTS, parts), List.copyOf(events));
        }

        private Policy policy(Optional<Use> wanted) {
            Use use = wanted.orElseGet(() -> one(List.of(Use.values())));
            LateUnit unit = one(List.of(LateUnit.values()));
            Operand operand = one(List.of(Operand.values()));
            boolean best = use == Use.BEST;
            Rules rules = rules(operand, best);
            return new Policy(
                    "random",
                    new LateClock(
                            unit,
                            one(List.of(Rounding.values())),
                            unit == LateUnit.HOUR ? DayKind.ABSOLUTE : one(List.of(DayKind.values())),
                            new Grace(one(List.of(0, 0, 600, 5_400)), one(List.of(Grace.Place.values())))),
                    budgets(best),
                    rules,
                    chance(4) ? Map.of("theory", rules(operand, best)) : Map.of(),
                    use,
                    best ? TeamRule.EACH : one(List.of(TeamRule.values())),
                    one(List.of(Counted.values())),
                    !chance(4),
                    operand,
                    BigDecimal.valueOf(one(List.of(0, 0, 20, 55))),
                    chance(4) ? new Early(number(7), number(12), number(4), number(15)) : Early.NONE,
                    random.nextInt(3));
        }

        private List<Budget> budgets(boolean small) {
            int most = small ? 4 : 7;
            return switch (random.nextInt(4)) {
                case 0 -> List.of(new Budget("slack", random.nextInt(most), List.of()));
                case 1 ->
                    List.of(
                            new Budget("theory", random.nextInt(most), List.of("theory")),
                            new Budget("rest", random.nextInt(most), List.of()));
                case 2 -> List.of(new Budget("both", random.nextInt(most), List.of("theory", "practice")));
                default ->
                    List.of(
                            new Budget("theory", random.nextInt(most), List.of("theory")),
                            new Budget("practice", random.nextInt(most), List.of("practice")));
            };
        }

        private Rules rules(Operand operand, boolean best) {
            Consequence afterBudget = consequence(operand);
            return new Rules(
                    chance(2) ? OptionalInt.empty() : OptionalInt.of(random.nextInt(4)),
                    best || chance(2) ? afterBudget : consequence(operand),
                    afterBudget,
                    chance(3) ? OptionalInt.of(random.nextInt(5)) : OptionalInt.empty(),
                    chance(2));
        }

        private Consequence consequence(Operand operand) {
            return switch (random.nextInt(7)) {
                case 0 -> new Consequence.Zero();
                case 1 -> new Consequence.Refused();
                case 2 -> new Consequence.Line(number(90), 1 + random.nextInt(7));
                case 3 -> operand == Operand.POINTS ? new Consequence.Free() : new Consequence.Keep(number(99));
                case 4 -> {
                    BigDecimal first = number(20);
                    BigDecimal second = first.add(number(30));
                    yield new Consequence.Steps(
                            List.of(first, second, second.add(number(30))), one(List.of(Consequence.Then.values())));
                }
                default -> new Consequence.Steps(List.of(number(30)), Consequence.Then.CONTINUE);
            };
        }

        private List<Part> parts(Policy policy, ZoneId zone) {
            LocalDateTime begin = one(BEGINS);
            List<Part> parts = new ArrayList<>();
            int count = 1 + random.nextInt(policy.use() == Use.BEST ? 4 : 5);
            for (int i = 0; i < count; i++) {
                Instant due = begin.plusDays(random.nextInt(5))
                        .plusMinutes(chance(3) ? random.nextInt(180) : 0)
                        .atZone(zone)
                        .toInstant();
                parts.add(new Part(
                        "p" + i,
                        one(CATEGORIES),
                        chance(20) ? Optional.empty() : Optional.of(due),
                        Optional.empty(),
                        Optional.empty(),
                        number(100).add(BigDecimal.ONE),
                        chance(3) ? number(3) : BigDecimal.ONE));
            }
            return parts.stream().map(this::withDates).toList();
        }

        private Part withDates(Part part) {
            return part.due()
                    .map(due -> new Part(
                            part.id(),
                            part.category(),
                            part.due(),
                            chance(5) ? Optional.of(due.plusSeconds(random.nextInt(500_000))) : Optional.empty(),
                            chance(5) ? Optional.of(due.minusSeconds(random.nextInt(200_000))) : Optional.empty(),
                            part.possible(),
                            part.worth()))
                    .orElse(part);
        }

        private void submissions(Policy policy, Part part, ZoneId zone) {
            List<String> waiting = new ArrayList<>(STUDENTS);
            while (!waiting.isEmpty()) {
                List<String> team = new ArrayList<>(List.of(waiting.removeFirst()));
                if (!waiting.isEmpty() && chance(2)) {
                    team.add(waiting.removeFirst());
                }
                int count = random.nextInt(mostSubmissions + 1);
                for (int i = 0; i < count; i++) {
                    // a team may change between two submissions
                    List<String> members = mostSubmissions > 1 && chance(8) ? List.of(one(STUDENTS)) : team;
                    Instant at = moment(policy, part, zone);
                    Optional<BigDecimal> earned =
                            policy.use() != Use.BEST && chance(10) ? Optional.empty() : Optional.of(points(part));
                    boolean differ = members.size() > 1 && earned.isPresent() && chance(4);
                    events.add(new Event.Submission(
                            "s" + events.size(),
                            part.id(),
                            members,
                            at,
                            earned,
                            chance(15),
                            differ ? Map.of(one(members), points(part)) : Map.of()));
                }
            }
        }

        private BigDecimal points(Part part) {
            return part.possible()
                    .multiply(BigDecimal.valueOf(random.nextInt(11)))
                    .movePointLeft(1);
        }

        /** Near a boundary more often than not. Times differ by their fractions, so that none is the same as another. */
        private Instant moment(Policy policy, Part part, ZoneId zone) {
            Instant due = part.due().orElse(BEGINS.getFirst().atZone(zone).toInstant());
            Instant near = policy.clock().boundary(due, random.nextInt(6), zone);
            long seconds = switch (random.nextInt(5)) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> policy.clock().grace().seconds() + random.nextInt(2);
                case 3 -> -random.nextInt(300_000);
                default -> random.nextInt((int) policy.clock().unit().seconds());
            };
            return near.plusSeconds(seconds).plusMillis(events.size());
        }

        private void others(Policy policy, List<Part> parts) {
            Part part = one(parts);
            Instant about = part.due().orElse(Instant.parse("2026-03-08T00:00:00Z"));
            if (chance(2)) {
                events.add(extension(part, about));
            }
            if (chance(4)) {
                events.add(extension(one(parts), about));
            }
            if (chance(4)) {
                Instant from = about.minusSeconds(random.nextInt(100_000)).plusSeconds(random.nextInt(50_000));
                events.add(new Event.Outage(
                        from,
                        from.plusSeconds(random.nextInt(60_000)),
                        new Extra(random.nextInt(2), random.nextInt(12)),
                        chance(2) ? Set.of() : Set.of(part.id()),
                        chance(2) ? Set.of() : some(STUDENTS),
                        "network"));
            }
            if (chance(5)) {
                events.add(new Event.Excuse(one(STUDENTS), one(parts).id(), "ill"));
            }
            if (chance(5)) {
                events.add(new Event.Accommodation(
                        one(STUDENTS),
                        new Extra(random.nextInt(3), random.nextInt(9)),
                        chance(2) ? Set.of() : Set.of(one(CATEGORIES)),
                        ""));
            }
            for (Budget budget : policy.budgets()) {
                while (chance(3)) {
                    events.add(new Event.BudgetChange(
                            budget.name(),
                            chance(2) ? Set.of() : some(STUDENTS),
                            chance(2)
                                    ? new Event.Change.To(random.nextInt(5))
                                    : new Event.Change.By(random.nextInt(5) - 2),
                            about.plusSeconds(random.nextInt(400_000) - 200_000).plusMillis(events.size()),
                            ""));
                }
            }
            for (Part other : parts) {
                for (String student : STUDENTS) {
                    asked(other, student, about);
                }
            }
        }

        private void asked(Part part, String student, Instant about) {
            if (chance(2)) {
                Instant at =
                        about.plusSeconds(random.nextInt(600_000) - 200_000).plusMillis(events.size());
                events.add(new Event.Claim(student, part.id(), random.nextInt(5), at));
            }
            if (chance(4)) {
                events.stream()
                        .filter(event -> event instanceof Event.Submission submission
                                && submission.part().equals(part.id())
                                && submission.members().contains(student))
                        .map(event -> ((Event.Submission) event).id())
                        .findFirst()
                        .ifPresent(id ->
                                events.add(new Event.Choice(student, part.id(), id, about.plusMillis(events.size()))));
            }
        }

        Event.Extension extension(Part part, Instant about) {
            Allowance allowance = switch (random.nextInt(8)) {
                case 0 -> new Allowance.Endless();
                case 1, 2, 3 -> new Allowance.Until(about.plusSeconds(random.nextInt(400_000) - 50_000));
                default -> new Allowance.By(new Extra(random.nextInt(4), random.nextInt(5)));
            };
            return new Event.Extension(part.id(), chance(4) ? Set.of() : some(STUDENTS), allowance, "ill");
        }

        private boolean chance(int in) {
            return random.nextInt(in) == 0;
        }

        private <E> E one(List<E> all) {
            return all.get(random.nextInt(all.size()));
        }

        /** At least one of them, in half of all cases more. */
        private Set<String> some(List<String> all) {
            Set<String> some = new LinkedHashSet<>(List.of(one(all)));
            while (chance(2)) {
                some.add(one(all));
            }
            return some;
        }

        private BigDecimal number(int most) {
            return BigDecimal.valueOf(random.nextInt(most * 2 + 1)).divide(BigDecimal.TWO);
        }
    }

    /** Another extension of the first part with a due date, by chance. */
    static Event.Extension extension(RandomTerm term, long seed) {
        Maker maker = new Maker(seed, 1);
        List<Part> parts = term.calendar().parts();
        Part part = parts.get((int) (seed % parts.size()));
        return maker.extension(part, part.due().orElse(Instant.parse("2026-03-08T00:00:00Z")));
    }
}

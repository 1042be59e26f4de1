package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * The dates of parts for single students: the calendar's, moved by accommodations, extensions and outages, and the ends that
 * follow from the policy. What a student has used elsewhere is not looked at: an end is that of somebody whose whole budget is
 * left, so that it is never too early.
 */
public final class OwnDates {
    /** What is not over after so long is never over. */
    private static final long FOREVER_SECONDS = Duration.ofDays(36_525).toSeconds();

    private static final BigDecimal FULL_MARKS = BigDecimal.valueOf(100);

    private final Term term;
    private final Judge judge;

    /**
     * The dates of a term.
     *
     * @throws IllegalArgumentException when an event names a part that is not in the calendar, or two submissions have one id
     */
    public OwnDates(Policy policy, Calendar calendar, List<Event> events) {
        this.term = new Term(policy, calendar, events);
        this.judge = new Judge(policy, calendar.zone());
    }

    /**
     * When a part is due and ends for a student.
     *
     * @param due none when nothing is ever late: the part has no date, or an extension without end
     * @param checkpoint by which something must have been handed in
     * @param closes the last moment, in whole seconds, grace included, at which a submission can count; none when nothing is
     *     ever refused
     * @param gains the last moment at which full marks leave any points; none when lateness never takes all of them
     * @param why the due date is not the calendar's, as phrases; empty when it is
     */
    public record Dates(
            Optional<Instant> due,
            Optional<Instant> checkpoint,
            Optional<Instant> closes,
            Optional<Instant> gains,
            List<String> why) {
        public Dates {
            why = List.copyOf(why);
        }

        /** Whether a submission at that moment is as if there were none. */
        public boolean isClosed(Instant at) {
            return closes.filter(end -> at.getEpochSecond() > end.getEpochSecond())
                    .isPresent();
        }
    }

    /** The dates of a student, who need not be in the calendar. */
    public Dates of(String member, String part) {
        Row row = new Row(member, term.part(part));
        OwnDue due = term.due(row);
        return new Dates(due.date(), term.checkpoint(row), last(row, false), last(row, true), due.why());
    }

    /**
     * The last moment at which any of the students can still earn points; those who are excused from the part are left out, and
     * without anybody it is what holds for all.
     *
     * @return empty when there is no such moment, as lateness never takes all points
     */
    public Optional<Instant> lastGain(String part, Collection<String> members) {
        return last(part, members, true);
    }

    /**
     * The last moment at which a submission can count for any of the students; those who are excused are left out in the same
     * way.
     *
     * @return empty when there is no such moment, as nothing is ever refused
     */
    public Optional<Instant> lastCount(String part, Collection<String> members) {
        return last(part, members, false);
    }

    private Optional<Instant> last(String part, Collection<String> members, boolean withPoints) {
        Part found = term.part(part);
        List<Row> rows = members.stream()
                .map(member -> new Row(member, found))
                .filter(row -> term.excuse(row).isEmpty())
                .toList();
        // most students of a course have the same dates, and each end takes a search
        Map<Alike, Optional<Instant>> ends = new HashMap<>();
        Instant last = Instant.MIN;
        for (Row row : rows.isEmpty() ? List.of(new Row("", found)) : rows) {
            OwnDue due = term.due(row);
            Optional<Instant> own = ends.computeIfAbsent(
                    new Alike(due.date(), most(row), term.outages(row)), unused -> last(row, withPoints));
            if (own.isEmpty()) {
                return own;
            }
            last = own.get().isAfter(last) ? own.get() : last;
        }
        return Optional.of(last);
    }

    /** All that the end of a part depends on, for one student or another. */
    private record Alike(Optional<Instant> due, int most, List<Event.Outage> outages) {}

    /** Later is never better, so the end is found by halving. */
    private Optional<Instant> last(Row row, boolean withPoints) {
        Optional<Instant> due = term.due(row).date();
        if (due.isEmpty()) {
            return due;
        }
        Instant begin = Instant.ofEpochSecond(due.get().getEpochSecond());
        LongPredicate isIn = seconds -> counts(row, begin.plusSeconds(seconds), withPoints);
        long in = 0;
        long out = term.policy().clock().unit().seconds();
        while (isIn.test(out)) {
            if (out > FOREVER_SECONDS) {
                return Optional.empty();
            }
            in = out;
            out *= 2;
        }
        while (out - in > 1) {
            long middle = in + (out - in) / 2;
            if (isIn.test(middle)) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return Optional.of(begin.plusSeconds(in));
    }

    private boolean counts(Row row, Instant at, boolean withPoints) {
        Part part = row.part();
        Event.Submission full = new Event.Submission(
                "",
                part.id(),
                List.of(row.member()),
                at,
                Optional.of(part.possible().signum() == 0 ? FULL_MARKS : part.possible()),
                false);
        Candidate candidate = withoutBonus(term.candidate(row, full));
        int most = most(row);
        int covered = term.policy().partial() || candidate.units() <= most ? Math.min(candidate.units(), most) : 0;
        // beyond the cap or beyond the budget, with units or without: whichever serves the student
        return IntStream.of(0, most).distinct().anyMatch(limit -> {
            int units = Math.min(covered, limit);
            return counts(row, candidate, units, new Limit(limit, limit, Limit.By.BUDGET, false), withPoints)
                    || counts(row, candidate, units, new Limit(limit, limit, Limit.By.CAP, true), withPoints);
        });
    }

    /** What being early gains, or a missed checkpoint takes, is no matter of the end. */
    private static Candidate withoutBonus(Candidate candidate) {
        return new Candidate(
                candidate.submission(),
                candidate.earned(),
                candidate.due(),
                candidate.counted(),
                candidate.seconds(),
                candidate.units(),
                BigDecimal.ZERO);
    }

    private boolean counts(Row row, Candidate candidate, int units, Limit limit, boolean withPoints) {
        Decision decision = judge.decision(row, candidate, units, limit);
        return !decision.isRefused() && (!withPoints || decision.points().signum() > 0);
    }

    /** Units that could be covered if all were left. */
    private int most(Row row) {
        Optional<Budget> budget = term.budget(row.part());
        if (budget.isEmpty()) {
            return 0;
        }
        int own = term.totals().total(row.member(), budget.get(), row.part());
        int total = term.policy().team() == TeamRule.MAXIMUM
                ? term.members().stream()
                        .mapToInt(member -> term.totals().total(member, budget.get(), row.part()))
                        .reduce(own, Math::max)
                : own;
        return Math.min(total, term.policy().rules(row.part().category()).cap().orElse(Integer.MAX_VALUE));
    }
}

package dev.grader.core.late;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Rules;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ledger once more, slow and obvious, for comparison. It shares the records of policies and events with the real one and
 * nothing that computes: it searches where the other calculates, tries everything where the other is clever, and counts in
 * fractions of whole numbers.
 */
final class SlowLedger {
    /** What must agree; of the budget, its name, the total when the part was due, and what was left before and after. */
    record Line(
            Status status,
            int late,
            int charged,
            BigDecimal points,
            String submission,
            String budget,
            int total,
            int before,
            int left) {}

    /** One way to treat one submission; worse costs have higher ranks. */
    private record Way(
            Event.Submission submission, int late, int covered, int charged, int rank, Exact loss, BigDecimal points) {
        int compareCost(Way other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : loss.compareTo(other.loss);
        }

        boolean isRefused() {
            return rank == 2;
        }

        /** Whether it serves the student more, units aside. */
        boolean isBetterThan(Way other) {
            if (submission.earned().isEmpty()) {
                return compareCost(other) < 0;
            }
            return isRefused() != other.isRefused() ? other.isRefused() : points.compareTo(other.points) > 0;
        }

        Line line(String budget, int total, int before) {
            Status status = rank == 2
                    ? Status.REFUSED
                    : rank == 1
                            ? Status.ZERO
                            : loss.compareTo(Exact.ZERO) > 0
                                    ? Status.PENALISED
                                    : late > 0 ? Status.COVERED : Status.ON_TIME;
            return new Line(
                    status,
                    late,
                    charged,
                    points,
                    submission.id(),
                    budget,
                    total,
                    before,
                    Math.max(0, before - charged));
        }
    }

    private final Policy policy;
    private final Calendar calendar;
    private final List<Event> events;
    private final SlowClock clock;
    private final Map<String, Integer> used = new HashMap<>();
    final Map<String, Line> lines = new TreeMap<>();

    SlowLedger(Policy policy, Calendar calendar, List<Event> events) {
        this.policy = policy;
        this.calendar = calendar;
        this.events = events;
        this.clock = new SlowClock(policy.clock(), calendar.zone());
    }

    Map<String, Line> inTurn() {
        Map<Instant, Map<String, Set<String>>> turns = new TreeMap<>();
        for (String member : calendar.students()) {
            for (Part part : calendar.parts()) {
                if (!isExcused(member, part) && !submissions(member, part).isEmpty()) {
                    Optional<Instant> due = policy.team() == TeamRule.EACH ? due(member, part) : part.due();
                    turns.computeIfAbsent(due.orElse(Instant.MAX), any -> new TreeMap<>())
                            .computeIfAbsent(part.id(), any -> new TreeSet<>())
                            .add(member);
                }
            }
        }
        turns.values().forEach(ids -> ids.forEach(this::turn));
        return lines;
    }

    private void turn(String id, Set<String> members) {
        Part part = part(id);
        Map<String, Way> chosen = new TreeMap<>();
        for (String member : members) {
            chosen.put(member, counted(member, part));
        }
        chosen.forEach((member, way) -> {
            Optional<Budget> drawn = policy.budget(part.category());
            lines.put(
                    member + " " + id,
                    way.line(
                            drawn.map(Budget::name).orElse(""),
                            drawn.map(budget -> total(member, budget, part)).orElse(0),
                            left(member, part)));
            policy.budget(part.category())
                    .ifPresent(budget -> used.merge(member + " " + budget.name(), way.charged(), Integer::sum));
        });
    }

    /** What each budget is at the end of the term, after {@link #inTurn}. */
    List<Ledger.Balance> balances() {
        List<Ledger.Balance> balances = new ArrayList<>();
        for (String member : calendar.students()) {
            for (Budget budget : policy.budgets()) {
                int spent = used.getOrDefault(member + " " + budget.name(), 0);
                int total = finalTotal(member, budget);
                balances.add(new Ledger.Balance(member, budget.name(), total, spent, Math.max(0, total - spent)));
            }
        }
        return balances;
    }

    /** What has no due date is after all changes. */
    int finalTotal(String member, Budget budget) {
        return total(
                member,
                budget,
                new Part(
                        "end",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        BigDecimal.ONE,
                        BigDecimal.ONE));
    }

    private Way counted(String member, Part part) {
        List<Way> ways = submissions(member, part).stream()
                .map(submission -> cheapest(member, part, submission))
                .toList();
        if (policy.counted() == Counted.BEST) {
            Way best = ways.getFirst();
            for (Way way : ways) {
                int points = way.points().compareTo(best.points());
                if (points > 0 || (points == 0 && way.charged() < best.charged())) {
                    best = way;
                }
            }
            return best;
        }
        for (int i : order(member, part)) {
            if (!ways.get(i).isRefused()) {
                return ways.get(i);
            }
        }
        return ways.get(order(member, part).getFirst());
    }

    /** Which submission is asked first whether it counts. */
    private List<Integer> order(String member, Part part) {
        List<Event.Submission> submissions = submissions(member, part);
        List<Integer> order = new ArrayList<>();
        if (policy.counted() == Counted.CHOSEN) {
            String chosen = "";
            Instant latest = Instant.MIN;
            for (Event event : events) {
                if (event instanceof Event.Choice choice
                        && choice.member().equals(member)
                        && choice.part().equals(part.id())
                        && !choice.at().isBefore(latest)) {
                    latest = choice.at();
                    chosen = choice.submission();
                }
            }
            for (int i = 0; i < submissions.size(); i++) {
                if (submissions.get(i).id().equals(chosen)) {
                    order.add(i);
                }
            }
        }
        for (int i = submissions.size() - 1; i >= 0; i--) {
            if (!order.contains(i)) {
                order.add(i);
            }
        }
        return order;
    }

    private Way cheapest(String member, Part part, Event.Submission submission) {
        int late = late(member, part, submission);
        List<Integer> team = new ArrayList<>();
        boolean allHaveEnough = true;
        boolean capLimitsAll = true;
        for (String other : submission.members()) {
            if (other.equals(member) || !isExcused(other, part)) {
                int has = available(other, part, submission);
                team.add(has);
                allHaveEnough &= has >= late(other, part, submission);
                capLimitsAll &= capLimits(other, part, submission);
            }
        }
        int own = available(member, part, submission);
        int most = switch (policy.team()) {
            case EACH -> own;
            case ALL_OR_NONE -> allHaveEnough || team.size() == 1 ? own : 0;
            case MINIMUM -> team.stream().mapToInt(Integer::intValue).min().orElseThrow();
            case MAXIMUM -> team.stream().mapToInt(Integer::intValue).max().orElseThrow();
        };
        boolean teamLimits = most < own;
        boolean together = policy.team() == TeamRule.ALL_OR_NONE && !allHaveEnough;
        boolean byCap = together ? capLimitsAll : capLimits(member, part, submission) && !teamLimits;
        int pays = policy.team() == TeamRule.MAXIMUM && team.size() > 1 ? Math.min(cap(part), left(member, part)) : own;
        Way best = null;
        for (int covered = 0; covered <= Math.min(late, most); covered++) {
            if (policy.partial() || covered == 0 || covered == late) {
                Way way = way(member, part, submission, covered, Math.min(pays, covered), byCap, most);
                if (best == null || way.isBetterThan(best)) {
                    best = way;
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is always the way to cover nothing");
        }
        return best;
    }

    private int cap(Part part) {
        return policy.rules(part.category()).cap().orElse(1_000_000);
    }

    private int left(String member, Part part) {
        Optional<Budget> budget = policy.budget(part.category());
        if (budget.isEmpty()) {
            return 0;
        }
        int left = total(member, budget.get(), part)
                - used.getOrDefault(member + " " + budget.get().name(), 0);
        return Math.max(left, 0);
    }

    private int available(String member, Part part, Event.Submission submission) {
        int claimed = claimed(member, part, submission);
        return Math.min(claimed, Math.min(cap(part), left(member, part)));
    }

    private boolean capLimits(String member, Part part, Event.Submission submission) {
        return cap(part) < left(member, part) && cap(part) <= claimed(member, part, submission);
    }

    private int claimed(String member, Part part, Event.Submission submission) {
        if (policy.use() != Use.OPT_IN && policy.use() != Use.RETROACTIVE) {
            return 1_000_000;
        }
        int units = 0;
        Instant latest = Instant.MIN;
        for (Event event : events) {
            if (event instanceof Event.Claim claim
                    && claim.member().equals(member)
                    && claim.part().equals(part.id())
                    && !claim.at().isBefore(latest)
                    && (policy.use() == Use.RETROACTIVE
                            || claim.at().getEpochSecond() <= submission.at().getEpochSecond())) {
                latest = claim.at();
                units = claim.units();
            }
        }
        return units;
    }

    int total(String member, Budget budget, Part part) {
        int total = budget.amount();
        List<Event.BudgetChange> changes = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.BudgetChange change) {
                changes.add(change);
            }
        }
        changes.sort(Comparator.comparing(Event.BudgetChange::from));
        for (Event.BudgetChange change : changes) {
            if (change.budget().equals(budget.name())
                    && (change.members().isEmpty() || change.members().contains(member))
                    && (part.due().isEmpty() || !part.due().get().isBefore(change.from()))) {
                total = change.change() instanceof Event.Change.To to
                        ? to.total()
                        : Math.max(0, total + ((Event.Change.By) change.change()).units());
            }
        }
        return total;
    }

    private Way way(
            String member, Part part, Event.Submission submission, int covered, int charged, boolean byCap, int most) {
        Rules rules = policy.rules(part.category());
        int late = late(member, part, submission);
        if (isCutOff(member, part, submission, rules, covered, most)) {
            return new Way(submission, late, covered, charged, 2, Exact.ZERO, BigDecimal.ZERO.setScale(policy.scale()));
        }
        Optional<Exact> loss = loss(byCap ? rules.afterCap() : rules.afterBudget(), late - covered);
        if (loss.isEmpty()) {
            boolean refused = isRefused(byCap ? rules.afterCap() : rules.afterBudget());
            return new Way(
                    submission,
                    late,
                    covered,
                    charged,
                    refused ? 2 : 1,
                    Exact.ZERO,
                    BigDecimal.ZERO.setScale(policy.scale()));
        }
        Exact limited = limited(loss.get());
        return new Way(submission, late, covered, charged, 0, limited, points(member, part, submission, limited));
    }

    private Exact limited(Exact loss) {
        return switch (policy.operand()) {
            case EARNED -> loss.orAtMost(Exact.HUNDRED.minus(Exact.of(policy.floor())));
            case POSSIBLE, CAP -> loss.orAtMost(Exact.HUNDRED);
            case POINTS -> loss;
        };
    }

    private static boolean isRefused(Consequence consequence) {
        return consequence instanceof Consequence.Refused
                || (consequence instanceof Consequence.Steps steps && steps.then() == Consequence.Then.REFUSED);
    }

    /** Unit by unit; empty when all is lost. */
    private static Optional<Exact> loss(Consequence consequence, int units) {
        Exact loss = Exact.ZERO;
        Exact before = Exact.ZERO;
        for (int unit = 1; unit <= units; unit++) {
            if (consequence instanceof Consequence.Zero || consequence instanceof Consequence.Refused) {
                return Optional.empty();
            }
            if (consequence instanceof Consequence.Line line && unit <= line.after()) {
                loss = loss.plus(Exact.of(line.reaches()).over(line.after()));
            }
            if (consequence instanceof Consequence.Keep keep) {
                Exact kept = Exact.HUNDRED
                        .minus(loss)
                        .times(Exact.of(keep.percent()))
                        .over(100);
                loss = Exact.HUNDRED.minus(kept);
            }
            if (consequence instanceof Consequence.Steps steps) {
                if (unit <= steps.totals().size()) {
                    Exact next = Exact.of(steps.totals().get(unit - 1));
                    before = next.minus(loss);
                    loss = next;
                } else if (steps.then() == Consequence.Then.CONTINUE) {
                    loss = loss.plus(before);
                } else if (steps.then() != Consequence.Then.HOLD) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(loss);
    }

    private BigDecimal points(String member, Part part, Event.Submission submission, Exact loss) {
        Exact earned = Exact.of(submission.earned(member).orElse(part.possible()));
        Exact possible = Exact.of(part.possible());
        Exact points = switch (policy.operand()) {
            case EARNED -> earned.minus(earned.times(loss).over(100));
            case POSSIBLE -> earned.minus(possible.times(loss).over(100));
            case CAP ->
                loss.compareTo(Exact.ZERO) == 0
                        ? earned
                        : earned.orAtMost(possible.minus(possible.times(loss).over(100)));
            case POINTS -> earned.minus(loss);
        };
        points = points.plus(earned.times(bonus(member, part, submission)).over(100));
        return points.orAtLeast(earned.times(Exact.of(policy.floor())).over(100))
                .rounded(policy.scale());
    }

    private Exact bonus(String member, Part part, Event.Submission submission) {
        Early early = policy.early();
        if (part.due().isEmpty()) {
            return Exact.ZERO;
        }
        Exact bonus = Exact.ZERO;
        int units = 1;
        while (clock.boundary(submission.at(), units) <= part.due().get().getEpochSecond()) {
            bonus = bonus.plus(Exact.of(early.perUnit()));
            units++;
        }
        bonus = bonus.orAtMost(Exact.of(early.atMost()));
        if (late(member, part, submission) == 0) {
            bonus = bonus.plus(Exact.of(early.onTime()));
        }
        Optional<Instant> due = due(member, part);
        if (part.checkpoint().isPresent() && due.isPresent()) {
            Instant checkpoint = clock.along(part.checkpoint().get(), part.due().get(), due.get());
            for (Event.Outage outage : outages(member, part)) {
                Instant until = clock.plus(outage.to(), outage.plus());
                if (!checkpoint.isBefore(outage.from()) && checkpoint.isBefore(until)) {
                    checkpoint = until;
                }
            }
            long last = checkpoint.getEpochSecond();
            boolean met = events.stream()
                    .anyMatch(event -> event instanceof Event.Submission any
                            && any.part().equals(part.id())
                            && any.members().contains(member)
                            && any.at().getEpochSecond() <= last);
            bonus = met ? bonus : bonus.minus(Exact.of(early.missedCheckpoint()));
        }
        return bonus;
    }

    private boolean isCutOff(
            String member, Part part, Event.Submission submission, Rules rules, int covered, int most) {
        Optional<Instant> due = due(member, part);
        if (due.isEmpty()) {
            return false;
        }
        Instant at = shifted(member, part, submission, due.get());
        boolean hard = !rules.slackMovesCutOff() || most == 0;
        if (part.closes().isPresent()) {
            Instant closes = clock.along(part.closes().get(), part.due().orElseThrow(), due.get());
            if (closes.isBefore(due.get())) {
                closes = due.get();
            }
            return hard ? clock.isOver(due.get(), closes.getEpochSecond(), at) : clock.units(closes, at) > covered;
        }
        if (rules.cutOff().isEmpty()) {
            return false;
        }
        int after = rules.cutOff().getAsInt();
        return hard
                ? clock.isOver(due.get(), clock.boundary(due.get(), after), at)
                : late(member, part, submission) - covered > after;
    }

    private int late(String member, Part part, Event.Submission submission) {
        return due(member, part)
                .map(due -> clock.units(due, shifted(member, part, submission, due)))
                .orElse(0);
    }

    /** Goes through the pieces between all begins and ends, and leaves out those that lie in an outage. */
    private Instant shifted(String member, Part part, Event.Submission submission, Instant due) {
        TreeSet<Long> cuts =
                new TreeSet<>(List.of(due.getEpochSecond(), submission.at().getEpochSecond()));
        for (Event.Outage outage : outages(member, part)) {
            cuts.add(outage.from().getEpochSecond());
            cuts.add(outage.to().getEpochSecond());
        }
        long out = 0;
        for (Long begin : cuts) {
            Long end = cuts.higher(begin);
            if (end != null
                    && begin >= due.getEpochSecond()
                    && end <= submission.at().getEpochSecond()) {
                boolean isOut = outages(member, part).stream()
                        .anyMatch(outage -> outage.from().getEpochSecond() <= begin
                                && outage.to().getEpochSecond() >= end);
                out += isOut ? end - begin : 0;
            }
        }
        return submission.at().minusSeconds(out);
    }

    Optional<Instant> due(String member, Part part) {
        if (part.due().isEmpty()) {
            return Optional.empty();
        }
        Instant due = part.due().get();
        int days = 0;
        int hours = 0;
        for (Event event : events) {
            if (event instanceof Event.Accommodation more
                    && more.member().equals(member)
                    && (more.categories().isEmpty() || more.categories().contains(part.category()))) {
                days += more.extra().days();
                hours += more.extra().hours();
            }
        }
        due = clock.plus(due, new Extra(days, hours));
        TreeSet<Instant> dates = new TreeSet<>(Set.of(due));
        for (Event event : events) {
            if (event instanceof Event.Extension extension
                    && extension.part().equals(part.id())
                    && (extension.members().isEmpty() || extension.members().contains(member))) {
                switch (extension.allowance()) {
                    case Allowance.Until until -> dates.add(until.date());
                    case Allowance.By by -> dates.add(clock.plus(due, by.extra()));
                    case Allowance.Endless endless -> {
                        return Optional.empty();
                    }
                }
            }
        }
        due = dates.last();
        for (Event.Outage outage : outages(member, part)) {
            Instant until = clock.plus(outage.to(), outage.plus());
            if (!due.isBefore(outage.from()) && due.isBefore(until)) {
                due = until;
            }
        }
        return Optional.of(due);
    }

    private List<Event.Outage> outages(String member, Part part) {
        List<Event.Outage> outages = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Outage outage
                    && (outage.parts().isEmpty() || outage.parts().contains(part.id()))
                    && (outage.members().isEmpty() || outage.members().contains(member))) {
                outages.add(outage);
            }
        }
        outages.sort(Comparator.comparing(Event.Outage::from).thenComparing(Event.Outage::to));
        return outages;
    }

    private boolean isExcused(String member, Part part) {
        return events.stream()
                .anyMatch(event -> event instanceof Event.Excuse excuse
                        && excuse.member().equals(member)
                        && excuse.part().equals(part.id()));
    }

    private List<Event.Submission> submissions(String member, Part part) {
        List<Event.Submission> all = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.Submission submission
                    && submission.part().equals(part.id())
                    && submission.members().contains(member)
                    && !submission.practice()) {
                all.add(submission);
            }
        }
        all.sort(Comparator.comparing(Event.Submission::at));
        return all;
    }

    private Part part(String id) {
        return calendar.parts().stream()
                .filter(part -> part.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    // --- the best use over the term: every allocation in every order

    /** The best value of a student's term and the fewest units that reach it. */
    record Best(BigDecimal value, BigDecimal points, int charged) {
        static final Best IMPOSSIBLE = new Best(BigDecimal.ONE.negate(), BigDecimal.ZERO, 0);

        boolean isBetterThan(Best other) {
            int compared = value.compareTo(other.value);
            int points = this.points.compareTo(other.points);
            return compared > 0 || (compared == 0 && (points > 0 || (points == 0 && charged < other.charged)));
        }
    }

    Best best(String member) {
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal points = BigDecimal.ZERO;
        int charged = 0;
        List<Optional<Budget>> budgets = new ArrayList<>();
        budgets.add(Optional.empty());
        policy.budgets().forEach(budget -> budgets.add(Optional.of(budget)));
        for (Optional<Budget> budget : budgets) {
            List<Part> parts = calendar.parts().stream()
                    .filter(part -> policy.budget(part.category()).equals(budget))
                    .filter(part -> !isExcused(member, part)
                            && !submissions(member, part).isEmpty())
                    .toList();
            Best best = allocations(
                    member, budget, parts, new ArrayList<>(), new Best(BigDecimal.ZERO, BigDecimal.ZERO, 0));
            value = value.add(best.value());
            points = points.add(best.points());
            charged += best.charged();
        }
        return new Best(value, points, charged);
    }

    private Best allocations(
            String member, Optional<Budget> budget, List<Part> parts, List<Integer> charges, Best before) {
        int index = charges.size();
        if (index == parts.size()) {
            boolean possible = budget.isEmpty() || isPossible(member, budget.get(), parts, charges, 0, Set.of());
            return possible ? before : Best.IMPOSSIBLE;
        }
        Part part = parts.get(index);
        Best best = Best.IMPOSSIBLE;
        int most = most(member, part);
        int latest = submissions(member, part).stream()
                .mapToInt(submission -> late(member, part, submission))
                .max()
                .orElse(0);
        for (int charge = 0; charge <= Math.min(most, latest); charge++) {
            Optional<BigDecimal> points = pointsWhenCharged(member, part, charge, most);
            if (charge == 0) {
                // who gives a part nothing may also have it judged like somebody who has nothing left
                BigDecimal withNothing = pointsWhenCharged(member, part, 0, 0).orElseThrow();
                points = Optional.of(points.orElseThrow().max(withNothing));
            }
            if (points.isPresent()) {
                List<Integer> more = new ArrayList<>(charges);
                more.add(charge);
                Best next = new Best(
                        before.value().add(points.get().multiply(part.worth())),
                        before.points().add(points.get()),
                        before.charged() + charge);
                Best found = allocations(member, budget, parts, more, next);
                if (found.isBetterThan(best)) {
                    best = found;
                }
            }
        }
        return best;
    }

    /** Whether there is an order in which each part finds its units within its own total. */
    private boolean isPossible(
            String member, Budget budget, List<Part> parts, List<Integer> charges, int sum, Set<Integer> done) {
        for (int i = 0; i < parts.size(); i++) {
            if (charges.get(i) > 0 && !done.contains(i)) {
                int next = sum + charges.get(i);
                Set<Integer> more = new TreeSet<>(done);
                more.add(i);
                if (next <= total(member, budget, parts.get(i))
                        && isPossible(member, budget, parts, charges, next, more)) {
                    return true;
                }
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            if (charges.get(i) > 0 && !done.contains(i)) {
                return false;
            }
        }
        return true;
    }

    /** The points of a part for exactly so many units of the most there are for it, if they can be used. */
    private Optional<BigDecimal> pointsWhenCharged(String member, Part part, int charge, int most) {
        List<Event.Submission> submissions = submissions(member, part);
        if (policy.counted() == Counted.BEST) {
            return submissions.stream()
                    .filter(submission -> canCharge(member, part, submission, charge))
                    .map(submission -> way(member, part, submission, charge, charge, false, most)
                            .points())
                    .max(Comparator.naturalOrder());
        }
        for (int i : order(member, part)) {
            Event.Submission submission = submissions.get(i);
            if (canCharge(member, part, submission, charge)) {
                Way way = way(member, part, submission, charge, charge, false, most);
                if (!way.isRefused()) {
                    return Optional.of(way.points());
                }
            } else {
                for (int other = 0; other <= charge; other++) {
                    if (canCharge(member, part, submission, other)
                            && !way(member, part, submission, other, other, false, most)
                                    .isRefused()) {
                        return Optional.empty();
                    }
                }
            }
        }
        return charge == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }

    private int most(String member, Part part) {
        return policy.budget(part.category())
                .map(found -> Math.min(cap(part), total(member, found, part)))
                .orElse(0);
    }

    private boolean canCharge(String member, Part part, Event.Submission submission, int charge) {
        int late = late(member, part, submission);
        return policy.partial() ? charge <= late : charge == 0 || charge == late;
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The events of a term, found by student and part. */
final class Term {
    private final Policy policy;
    private final Calendar calendar;
    private final DueDates dueDates;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final SortedSet<String> members = new TreeSet<>();
    private final Map<Row, List<Event.Submission>> submissions = new HashMap<>();
    private final Map<Row, Event.Excuse> excuses = new HashMap<>();
    private final Map<Row, List<Event.Claim>> claims = new HashMap<>();
    private final Map<Row, Event.Choice> choices = new HashMap<>();
    private final Map<Row, OwnDue> dues = new HashMap<>();
    private final Map<Row, List<Candidate>> candidates = new HashMap<>();
    private final Map<String, Optional<Budget>> budgets = new HashMap<>();
    private final BudgetTotals totals;

    Term(Policy policy, Calendar calendar, List<Event> events) {
        this.policy = policy;
        this.calendar = calendar;
        this.dueDates = new DueDates(policy.clock(), calendar.zone(), events);
        members.addAll(calendar.students());
        calendar.parts().forEach(part -> parts.put(part.id(), part));
        totals = new BudgetTotals(events);
        Set<String> ids = new HashSet<>();
        for (Event event : events) {
            switch (event) {
                case Event.Submission submission -> {
                    if (!ids.add(submission.id())) {
                        throw new IllegalArgumentException("the submission " + submission.id() + " is there twice");
                    }
                    submission
                            .members()
                            .forEach(member -> grow(submissions, row(member, submission.part()), submission));
                }
                case Event.Excuse excuse -> excuses.put(row(excuse.member(), excuse.part()), excuse);
                case Event.Claim claim -> grow(claims, row(claim.member(), claim.part()), claim);
                case Event.Choice choice ->
                    choices.merge(
                            row(choice.member(), choice.part()),
                            choice,
                            (earlier, later) -> later.at().isBefore(earlier.at()) ? earlier : later);
                case Event.Extension extension -> extension.members().forEach(member -> row(member, extension.part()));
                case Event.Accommodation accommodation -> members.add(accommodation.member());
                case Event.Outage outage -> members.addAll(outage.members());
                case Event.BudgetChange change -> members.addAll(change.members());
            }
        }
        claims.values().forEach(list -> list.sort(Comparator.comparing(Event.Claim::at)));
        submissions.values().forEach(list -> list.sort(Comparator.comparing(Event.Submission::at)));
    }

    Policy policy() {
        return policy;
    }

    Calendar calendar() {
        return calendar;
    }

    /** The budget that a part draws on. */
    Optional<Budget> budget(Part part) {
        return budgets.computeIfAbsent(part.category(), policy::budget);
    }

    /** How large the budgets of its students are. */
    BudgetTotals totals() {
        return totals;
    }

    /** All that the calendar or an event names, in the order of their names. */
    SortedSet<String> members() {
        return members;
    }

    Collection<Part> parts() {
        return parts.values();
    }

    /** By how much a point of it counts for the student. */
    BigDecimal worth(Row row) {
        return calendar.worth(row.member(), row.part());
    }

    /** Whether it counts for others and not for the student, as the points hold whatever lateness costs. */
    boolean isSettled(Row row) {
        return worth(row).signum() == 0 && row.part().worth().signum() > 0;
    }

    /** Refuses a part that is not in the calendar. */
    Part part(String id) {
        Part part = parts.get(id);
        if (part == null) {
            throw new IllegalArgumentException("the calendar has no part " + id);
        }
        return part;
    }

    OwnDue due(Row row) {
        return dues.computeIfAbsent(row, key -> dueDates.of(key.member(), key.part()));
    }

    /** It moves with the student's due date; one that falls into an outage is after it. None where nothing is ever late. */
    Optional<Instant> checkpoint(Row row) {
        Optional<Instant> due = due(row).date();
        return due.isEmpty()
                ? Optional.empty()
                : row.part()
                        .checkpoint()
                        .map(date -> dueDates.afterOutages(
                                row.member(),
                                row.part(),
                                policy.clock()
                                        .along(date, row.part().due().orElseThrow(), due.get(), calendar.zone())));
    }

    Optional<Event.Excuse> excuse(Row row) {
        return Optional.ofNullable(excuses.get(row));
    }

    /** Submissions that may count, in the order of their times. */
    List<Candidate> candidates(Row row) {
        List<Event.Submission> all = submissions.get(row);
        return all == null
                ? List.of()
                : candidates.computeIfAbsent(
                        row,
                        unused -> all.stream()
                                .filter(submission -> !submission.practice())
                                .map(submission -> candidate(row, submission))
                                .toList());
    }

    /** A submission as that member of its team has it. */
    Candidate candidate(Row row, Event.Submission submission) {
        OwnDue due = due(row);
        Instant at = submission.at();
        Optional<BigDecimal> earned = submission.earned(row.member());
        if (due.date().isEmpty()) {
            return new Candidate(submission, earned, due, at, 0, 0, EarlyBonus.percent(this, row, submission, true));
        }
        Instant date = due.date().get();
        Instant counted = at.minusSeconds(dueDates.stoodStill(row.member(), row.part(), date, at));
        int units = policy.clock().units(date, counted, calendar.zone());
        return new Candidate(
                submission,
                earned,
                due,
                counted,
                Math.max(0, counted.getEpochSecond() - date.getEpochSecond()),
                units,
                EarlyBonus.percent(this, row, submission, units == 0));
    }

    /** The outages that touch a row, whenever they were. */
    List<Event.Outage> outages(Row row) {
        return dueDates.touching(row.member(), row.part());
    }

    /** The outages while which a late submission got no later, as phrases. */
    List<String> stoodStillBy(Row row, Candidate candidate) {
        return candidate
                .due()
                .date()
                .map(date -> dueDates.stoodStillBy(
                        row.member(), row.part(), date, candidate.submission().at()))
                .orElse(List.of());
    }

    /** Whether anything was handed in by the moment, in whole seconds. */
    boolean handedInBy(Row row, Instant moment) {
        return submissions.getOrDefault(row, List.of()).stream()
                .anyMatch(submission -> submission.at().getEpochSecond() <= moment.getEpochSecond());
    }

    /** The submission that was chosen. */
    Optional<String> choice(Row row) {
        return Optional.ofNullable(choices.get(row)).map(Event.Choice::submission);
    }

    /** How many units the student asked to use. */
    int claimed(Row row, Event.Submission submission) {
        List<Event.Claim> all = claims.getOrDefault(row, List.of());
        return switch (policy.use()) {
            case AUTOMATIC, BEST -> Integer.MAX_VALUE;
            case RETROACTIVE -> last(all);
            case OPT_IN ->
                last(all.stream()
                        .filter(claim ->
                                claim.at().getEpochSecond() <= submission.at().getEpochSecond())
                        .toList());
        };
    }

    private static int last(List<Event.Claim> claims) {
        return claims.isEmpty() ? 0 : claims.getLast().units();
    }

    /** Refuses parts that are not in the calendar. */
    private Row row(String member, String part) {
        members.add(member);
        return new Row(member, part(part));
    }

    private static <E> void grow(Map<Row, List<E>> lists, Row row, E event) {
        lists.computeIfAbsent(row, unused -> new ArrayList<>()).add(event);
    }
}

package dev.grader.api.ledger;

import dev.grader.api.person.Person;
import dev.grader.api.submission.Submission;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.late.Event;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerEntry;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.TeamRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What submissions cost, by the facts of a term that were read once. */
public final class LateLines {
    private final Facts facts;
    private final List<Event> decisions;
    private final Map<String, List<Event.Submission>> handedIn = new HashMap<>();

    LateLines(Facts facts) {
        this.facts = facts;
        List<Event> others = new ArrayList<>();
        for (Event event : facts.events()) {
            if (event instanceof Event.Submission submission) {
                submission
                        .members()
                        .forEach(member -> handedIn.computeIfAbsent(member, unused -> new ArrayList<>())
                                .add(submission));
            } else {
                others.add(event);
            }
        }
        this.decisions = List.copyOf(others);
    }

    /** Submissions that count, with the logins of those for whom they do: in a team, another one may count for each. */
    public SortedMap<UUID, SortedSet<String>> counted() {
        SortedMap<UUID, SortedSet<String>> counted = new TreeMap<>();
        LateEvaluation.evaluate(facts.policy(), facts.calendar(), facts.events())
                .entries()
                .forEach(entry -> entry.submission()
                        .ifPresent(id -> counted.computeIfAbsent(UUID.fromString(id), unused -> new TreeSet<>())
                                .add(entry.member())));
        return counted;
    }

    /**
     * Submissions that do not count, and would if something was decided otherwise: where the best or a chosen one counts, any; else
     * those after the one that counts, which were refused, and the last of who is excused.
     */
    public Set<UUID> mayCount() {
        Ledger.Index entries = LateEvaluation.evaluate(facts.policy(), facts.calendar(), facts.events())
                .index();
        Set<UUID> may = new HashSet<>();
        handedIn.forEach((member, all) -> all.stream()
                .collect(Collectors.groupingBy(Event.Submission::part))
                .forEach((part, own) -> {
                    List<String> order = own.stream()
                            .sorted(Comparator.comparing(Event.Submission::at))
                            .map(Event.Submission::id)
                            .toList();
                    int from = switch (facts.policy().counted()) {
                        case BEST, CHOSEN -> 0;
                        case LATEST ->
                            entries.entry(member, part)
                                    .flatMap(LedgerEntry::submission)
                                    .map(order::indexOf)
                                    .orElse(order.size() - 1);
                    };
                    order.subList(from, order.size()).forEach(id -> may.add(UUID.fromString(id)));
                }));
        return may;
    }

    /**
     * What a submission costs one of its members, if it is the one that counts.
     *
     * @param earned points before lateness; empty while they are not known
     */
    public LedgerLine line(Submission submission, Person student, Optional<BigDecimal> earned) {
        return line(submission, student.login(), earned);
    }

    /** As {@link #line(Submission, Person, Optional)}, by login. */
    public LedgerLine line(Submission submission, String login, Optional<BigDecimal> earned) {
        String part = submission.assignment().slug();
        String id = submission.id().toString();
        List<Event.Submission> own = handedIn.getOrDefault(login, List.of());
        List<String> members = own.stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .map(Event.Submission::members)
                .orElse(List.of(login));
        List<Event> events = new ArrayList<>(related(own));
        // the others do not count, and still tell that something was there by a checkpoint
        events.replaceAll(event -> event instanceof Event.Submission other
                        && other.part().equals(part)
                        && other.members().contains(login)
                ? practice(other)
                : event);
        events.removeIf(
                event -> event instanceof Event.Submission other && other.id().equals(id));
        // a choice of another submission would hide the one that is asked about
        events.removeIf(event -> event instanceof Event.Choice choice
                && choice.part().equals(part)
                && choice.member().equals(login));
        events.add(new Event.Submission(id, part, members, submission.submittedAt(), earned, false));
        Ledger ledger = LateEvaluation.evaluate(facts.policy(), facts.calendar(), events, login);
        return LedgerLine.of(ledger.entry(login, part), facts.policy());
    }

    private static Event practice(Event.Submission other) {
        return new Event.Submission(other.id(), other.part(), other.members(), other.at(), other.earned(), true);
    }

    /** Where members of a team answer for each other, what everybody handed in; else what the student did. */
    private List<Event> related(List<Event.Submission> own) {
        if (facts.policy().team() != TeamRule.EACH) {
            return facts.events();
        }
        List<Event> events = new ArrayList<>(own);
        events.addAll(decisions);
        return events;
    }
}

package dev.grader.api.ledger;

import dev.grader.api.person.Person;
import dev.grader.api.submission.Submission;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.late.Event;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.TeamRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

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

    /** Whether the best submission counts, so that any may once points have changed. */
    public boolean anyMayCount() {
        return facts.policy().counted() == Counted.BEST;
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

package dev.grader.core.late;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the ledger of one student depends on: where members of a team answer alone, nobody else; else all who are in a team with
 * the student, and with those again, as each one's budget limits the others.
 *
 * @param members the student among them
 * @param events of them, and those that hold for everybody
 */
record Dependence(Set<String> members, List<Event> events) {
    static Dependence of(Policy policy, List<Event> events, String member) {
        boolean alone = policy.team() == TeamRule.EACH;
        Set<String> members = alone ? Set.of(member) : connected(events, member);
        List<Event> own = events.stream()
                .map(event -> alone ? alone(event, member) : event)
                .filter(event -> concerns(event, members))
                .toList();
        return new Dependence(members, own);
    }

    /** A submission without the rest of its team, who need no row of theirs. */
    private static Event alone(Event event, String member) {
        return event instanceof Event.Submission it
                        && it.members().size() > 1
                        && it.members().contains(member)
                ? new Event.Submission(it.id(), it.part(), List.of(member), it.at(), it.earned(), it.practice())
                : event;
    }

    private static Set<String> connected(List<Event> events, String member) {
        Map<String, List<List<String>>> teams = new HashMap<>();
        for (Event.Submission submission : Events.of(Event.Submission.class, events)) {
            for (String one : submission.members()) {
                teams.computeIfAbsent(one, unused -> new ArrayList<>()).add(submission.members());
            }
        }
        Set<String> found = new HashSet<>(Set.of(member));
        Deque<String> waiting = new ArrayDeque<>(found);
        while (!waiting.isEmpty()) {
            for (List<String> team : teams.getOrDefault(waiting.remove(), List.of())) {
                team.stream().filter(found::add).forEach(waiting::add);
            }
        }
        return found;
    }

    private static boolean concerns(Event event, Set<String> members) {
        return switch (event) {
            case Event.Submission it -> it.members().stream().anyMatch(members::contains);
            case Event.Excuse it -> members.contains(it.member());
            case Event.Claim it -> members.contains(it.member());
            case Event.Choice it -> members.contains(it.member());
            case Event.Accommodation it -> members.contains(it.member());
            case Event.Extension it -> isFor(it.members(), members);
            case Event.Outage it -> isFor(it.members(), members);
            case Event.BudgetChange it -> isFor(it.members(), members);
        };
    }

    private static boolean isFor(Set<String> named, Set<String> members) {
        return named.isEmpty() || named.stream().anyMatch(members::contains);
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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
                .map(event -> alone ? Events.alone(event, member) : event)
                .filter(event -> concerns(event, members))
                .toList();
        return new Dependence(members, own);
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
        Collection<String> named = Events.members(event);
        return named.isEmpty() || named.stream().anyMatch(members::contains);
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The terms of students who answer alone, one for each: what a large course has in one place would be looked up all over the
 * memory.
 */
final class SingleTerms {
    private final Policy policy;
    private final Calendar calendar;
    private final Map<String, List<Event>> events = new HashMap<>();

    /**
     * Splits a term.
     *
     * @throws IllegalArgumentException when an event names a part that is not in the calendar, or two submissions have one id
     */
    SingleTerms(Policy policy, Calendar calendar, List<Event> all) {
        this.policy = policy;
        this.calendar = calendar;
        calendar.students().forEach(student -> events.put(student, new ArrayList<>()));
        Set<String> ids = new HashSet<>();
        Set<String> parts = calendar.parts().stream().map(Part::id).collect(Collectors.toSet());
        for (Event event : all) {
            // here, as an exception of another thread has another message
            Events.part(event)
                    .filter(part -> !Events.members(event).isEmpty() && !parts.contains(part))
                    .ifPresent(part -> {
                        throw new IllegalArgumentException("the calendar has no part " + part);
                    });
            if (event instanceof Event.Submission submission && !ids.add(submission.id())) {
                throw new IllegalArgumentException("the submission " + submission.id() + " is there twice");
            }
            Events.members(event).forEach(member -> events.computeIfAbsent(member, unused -> new ArrayList<>()));
        }
        all.forEach(this::add);
    }

    /** In the order of the students' names; none needs another, so they may be worked on in parallel. */
    Stream<Term> stream() {
        return List.copyOf(new TreeMap<>(events).entrySet()).stream()
                .map(own -> new Term(policy, calendar.with(List.of(own.getKey())), own.getValue()));
    }

    private void add(Event event) {
        Collection<String> members = Events.members(event);
        if (members.isEmpty()) {
            events.values().forEach(own -> own.add(event));
        }
        for (String member : members) {
            List<Event> own = events.get(member);
            if (own != null) {
                own.add(Events.alone(event, member));
            }
        }
    }
}

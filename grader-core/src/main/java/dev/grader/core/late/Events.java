package dev.grader.core.late;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events by kind and by student. */
final class Events {
    private Events() {}

    /** Those of a kind, in their order. */
    static <E extends Event> List<E> of(Class<E> kind, List<Event> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Whom an event is about; nobody by name where it is about everybody. */
    static Collection<String> members(Event event) {
        return switch (event) {
            case Event.Submission it -> it.members();
            case Event.Excuse it -> Set.of(it.member());
            case Event.Claim it -> Set.of(it.member());
            case Event.Choice it -> Set.of(it.member());
            case Event.Accommodation it -> Set.of(it.member());
            case Event.Extension it -> it.members();
            case Event.Outage it -> it.members();
            case Event.BudgetChange it -> it.members();
        };
    }

    /** A submission without the rest of its team, for a member who answers alone; any other event as it is. */
    static Event alone(Event event, String member) {
        return event instanceof Event.Submission it
                        && it.members().size() > 1
                        && it.members().contains(member)
                ? new Event.Submission(
                        it.id(),
                        it.part(),
                        List.of(member),
                        it.at(),
                        it.earned(member),
                        it.practice(),
                        Map.of(),
                        it.byPeople())
                : event;
    }
}

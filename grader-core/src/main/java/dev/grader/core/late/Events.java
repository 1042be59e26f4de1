package dev.grader.core.late;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The part that an event is about, if it is about one. */
    static Optional<String> part(Event event) {
        return switch (event) {
            case Event.Submission it -> Optional.of(it.part());
            case Event.Excuse it -> Optional.of(it.part());
            case Event.Claim it -> Optional.of(it.part());
            case Event.Choice it -> Optional.of(it.part());
            case Event.Extension it -> Optional.of(it.part());
            case Event.Accommodation it -> Optional.empty();
            case Event.Outage it -> Optional.empty();
            case Event.BudgetChange it -> Optional.empty();
        };
    }

    /** An event without the others whom it names, for a member who answers alone. */
    static Event alone(Event event, String member) {
        Collection<String> members = members(event);
        if (members.size() < 2 || !members.contains(member)) {
            return event;
        }
        Set<String> only = Set.of(member);
        return switch (event) {
            case Event.Submission it ->
                new Event.Submission(
                        it.id(),
                        it.part(),
                        List.of(member),
                        it.at(),
                        it.earned(member),
                        it.practice(),
                        Map.of(),
                        it.byPeople());
            case Event.Extension it -> new Event.Extension(it.part(), only, it.allowance(), it.reason());
            case Event.Outage it -> new Event.Outage(it.from(), it.to(), it.plus(), it.parts(), only, it.reason());
            case Event.BudgetChange it ->
                new Event.BudgetChange(it.budget(), only, it.change(), it.from(), it.reason());
            case Event.Excuse it -> it;
            case Event.Claim it -> it;
            case Event.Choice it -> it;
            case Event.Accommodation it -> it;
        };
    }
}

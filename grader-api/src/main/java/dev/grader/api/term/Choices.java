package dev.grader.api.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.term.Decisions.Decision;
import dev.grader.core.late.Event;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Choices of submissions, as far as these are there. One that was chosen may count no more, as it was superseded or could not
 * be graded; and where only one student's term is read, those of others are not there.
 */
final class Choices {
    private final Set<String> submissions;

    Choices(List<Event.Submission> submissions) {
        this.submissions = submissions.stream().map(Event.Submission::id).collect(Collectors.toSet());
    }

    /** All other decisions, and the choices that mean something. */
    List<Decision> among(List<Decision> decisions) {
        return decisions.stream()
                .flatMap(decision -> decision.kind() == DecisionKind.CHOICE ? meant(decision) : Stream.of(decision))
                .toList();
    }

    private Stream<Decision> meant(Decision choice) {
        String chosen = choice.detail().path("submission").asText();
        if (submissions.contains(chosen)) {
            return Stream.of(choice);
        }
        String own = TermEvents.ownId(chosen, choice.detail().path("student").asText());
        if (!submissions.contains(own) || !(choice.detail() instanceof ObjectNode detail)) {
            return Stream.empty();
        }
        return Stream.of(
                new Decision(choice.id(), choice.kind(), detail.deepCopy().put("submission", own)));
    }
}

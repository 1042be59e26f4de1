package dev.grader.api.term;

import dev.grader.api.term.Decisions.Decision;
import dev.grader.core.late.Event;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
                .filter(decision -> decision.kind() != DecisionKind.CHOICE
                        || submissions.contains(
                                decision.detail().path("submission").asText()))
                .toList();
    }
}

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
    private final List<Decision> decisions;
    private final List<Event.Submission> chosen;

    Choices(List<Decision> decisions, List<Event.Submission> submissions) {
        this.decisions = decisions;
        Set<String> wanted = decisions.stream()
                .filter(decision -> decision.kind() == DecisionKind.CHOICE)
                .map(Choices::submission)
                .collect(Collectors.toSet());
        this.chosen = submissions.stream()
                .filter(submission -> wanted.contains(submission.id()))
                .toList();
    }

    /** What was chosen. */
    List<Event.Submission> submissions() {
        return chosen;
    }

    /** All other decisions, and the choices that mean something. */
    List<Decision> holding() {
        Set<String> there = chosen.stream().map(Event.Submission::id).collect(Collectors.toSet());
        return decisions.stream()
                .filter(decision -> decision.kind() != DecisionKind.CHOICE || there.contains(submission(decision)))
                .toList();
    }

    private static String submission(Decision decision) {
        return decision.detail().path("submission").asText();
    }
}

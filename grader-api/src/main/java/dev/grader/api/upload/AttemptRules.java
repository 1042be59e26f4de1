package dev.grader.api.upload;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionState;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether one more submission may be made. Counted is what was accepted and did not end as a system error, by the time
 * when it was submitted.
 */
final class AttemptRules {
    private final Assignment assignment;
    /** For all whose work it is. */
    private final Optional<Instant> closes;

    private final ZoneId zone;
    private final List<Submission> counted;

    AttemptRules(Assignment assignment, Optional<Instant> closes, ZoneId zone, List<Submission> accepted) {
        this.assignment = assignment;
        this.closes = closes;
        this.zone = zone;
        this.counted = accepted.stream()
                .filter(submission -> submission.state() != SubmissionState.SYSTEM_ERROR)
                .toList();
    }

    /**
     * Passes, or says why not and when again.
     *
     * @param submittedAt of the one that is to be made
     */
    void check(Instant submittedAt) {
        closes.filter(submittedAt::isAfter).ifPresent(closed -> {
            throw new ProblemException(
                    Problem.ASSIGNMENT_CLOSED,
                    "'" + assignment.title() + "' closed at " + local(closed)
                            + "; nothing is accepted any more. Ask the staff if you have a reason.",
                    Map.of("closedAt", closed));
        });
        assignment.attemptsTotal().filter(total -> counted.size() >= total).ifPresent(total -> {
            throw new ProblemException(
                    Problem.ATTEMPTS_USED_UP,
                    "All " + total + " attempts for '" + assignment.title() + "' are used. Your latest one counts.");
        });
        assignment.attemptsPerDay().ifPresent(perDay -> checkDay(submittedAt, perDay));
        checkCoolDown(submittedAt);
    }

    private void checkDay(Instant submittedAt, int perDay) {
        LocalDate today = submittedAt.atZone(zone).toLocalDate();
        long used = counted.stream()
                .filter(submission ->
                        submission.submittedAt().atZone(zone).toLocalDate().equals(today))
                .count();
        if (used >= perDay) {
            Instant tomorrow = today.plusDays(1).atStartOfDay(zone).toInstant();
            throw new ProblemException(
                    Problem.ATTEMPTS_USED_UP,
                    "All " + perDay + " attempts of today are used. The next one is possible from " + local(tomorrow)
                            + ".",
                    Map.of("availableAt", tomorrow));
        }
    }

    private void checkCoolDown(Instant submittedAt) {
        counted.stream()
                .map(submission -> submission.submittedAt().plusSeconds(assignment.coolDownSeconds()))
                .filter(submittedAt::isBefore)
                .max(Instant::compareTo)
                .ifPresent(free -> {
                    throw new ProblemException(
                            Problem.COOL_DOWN,
                            "Between two submissions of '" + assignment.title() + "' there must be "
                                    + assignment.coolDownSeconds() + " s. The next one is possible from " + local(free)
                                    + ".",
                            Map.of("availableAt", free));
                });
    }

    private String local(Instant instant) {
        return instant.atZone(zone).toLocalDateTime() + " (" + zone.getId() + ")";
    }
}

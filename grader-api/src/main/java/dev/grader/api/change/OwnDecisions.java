package dev.grader.api.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.assignment.Assignment;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.security.Caller;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.submission.Submissions;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.Decisions;
import dev.grader.api.term.Decisions.Decision;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Use;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.time.WrittenMoment;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Claims and choices of students for themselves. */
@Singleton
class OwnDecisions {
    /** All are read whenever grades are; who has changed their mind as often has no use for one more. */
    private static final int MOST = 50;

    private final TermChanges changes;
    private final Decisions decisions;
    private final CourseDocuments documents;
    private final Submissions submissions;
    private final SubmissionMembers members;
    private final InstantSource clock;

    OwnDecisions(
            TermChanges changes,
            Decisions decisions,
            CourseDocuments documents,
            Submissions submissions,
            SubmissionMembers members,
            InstantSource clock) {
        this.changes = changes;
        this.decisions = decisions;
        this.documents = documents;
        this.submissions = submissions;
        this.members = members;
        this.clock = clock;
    }

    /** The last claim for an assignment holds. */
    Outcome claim(Assignment assignment, Caller student, int units) {
        Use use = policy(assignment).use();
        boolean isAsked = switch (use) {
            case OPT_IN, RETROACTIVE -> true;
            case AUTOMATIC, BEST -> false;
        };
        if (!isAsked) {
            throw new ProblemException(
                    Problem.CONFLICT, "In this course slack days are used by themselves; nobody has to ask.");
        }
        ObjectNode claim = decision(assignment, student).put("units", units);
        return make(assignment, student, "claims", claim, "asks to use " + units);
    }

    /** The last choice for an assignment holds. */
    Outcome choose(Assignment assignment, Caller student, UUID submission) {
        Counted counted = policy(assignment).counted();
        if (counted != Counted.CHOSEN) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "In this course the " + (counted == Counted.BEST ? "best" : "latest")
                            + " submission counts; nobody has to choose.");
        }
        boolean isOwn = submissions
                .findByIdOptional(submission)
                .filter(found -> found.assignment().id() == assignment.id())
                .filter(found -> found.state().counts() || found.state() == SubmissionState.SYSTEM_ERROR)
                .filter(found -> members.contains(submission, student.id()))
                .isPresent();
        if (!isOwn) {
            throw new ProblemException(
                    Problem.NOT_FOUND,
                    "You have no submission '" + submission + "' for '" + assignment.slug()
                            + "' that could count. See yours with: grader submissions "
                            + assignment.course().slug() + "/" + assignment.slug());
        }
        ObjectNode choice = decision(assignment, student).put("submission", submission.toString());
        return make(assignment, student, "choices", choice, "chooses " + submission);
    }

    private static boolean isSame(JsonNode last, ObjectNode decision) {
        return last.path("units").equals(decision.path("units"))
                && last.path("submission").equals(decision.path("submission"));
    }

    private Policy policy(Assignment assignment) {
        return documents.policy(assignment.course().id());
    }

    private ObjectNode decision(Assignment assignment, Caller student) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("student", student.login())
                .put("part", assignment.slug())
                .put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** The one with the latest moment; of several, the one that was made last. */
    private static Optional<JsonNode> holding(List<Decision> earlier, ZoneId zone) {
        return earlier.stream()
                .map(Decision::detail)
                .reduce((one, next) -> at(next, zone).isBefore(at(one, zone)) ? one : next);
    }

    /** Staff may have written it without a zone. */
    private static Instant at(JsonNode detail, ZoneId zone) {
        return WrittenMoment.parse(detail.path("at").asText()).in(zone);
    }

    private Outcome make(Assignment assignment, Caller student, String section, ObjectNode decision, String reason) {
        ZoneId zone = assignment.course().timeZone();
        List<Decision> earlier = decisions.holding(assignment.course().id()).stream()
                .filter(each -> each.kind().section().equals(section))
                .filter(each -> each.detail().path("student").asText().equals(student.login())
                        && each.detail().path("part").asText().equals(assignment.slug()))
                .toList();
        if (holding(earlier, zone).filter(last -> isSame(last, decision)).isPresent()) {
            return Outcome.nothing();
        }
        if (earlier.size() >= MOST) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have changed this " + MOST + " times. Ask the staff, who can take the earlier ones back.");
        }
        ObjectNode sections = JsonNodeFactory.instance.objectNode();
        sections.putArray(section).add(decision);
        ChangeRequest request = new ChangeRequest(reason, null, null, null, null, null, null, sections, null);
        return changes.makeOwn(assignment.course(), student.id(), request).of(student.login());
    }
}

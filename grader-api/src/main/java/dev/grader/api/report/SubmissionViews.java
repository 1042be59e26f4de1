package dev.grader.api.report;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.ledger.LastSubmission;
import dev.grader.api.ledger.LateCosts;
import dev.grader.api.report.SubmissionView.Result;
import dev.grader.api.report.SubmissionView.TestResult;
import dev.grader.api.report.SubmissionView.Timings;
import dev.grader.api.result.SubmissionResults;
import dev.grader.api.result.SubmissionResults.GradedResult;
import dev.grader.api.result.SubmissionResults.JobTimes;
import dev.grader.api.submission.Receipt;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionAccess;
import dev.grader.api.submission.SubmissionAccess.Visible;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows submissions. What a student must not see is left out here, in one place. */
@ApplicationScoped
public class SubmissionViews {
    private final SubmissionAccess access;
    private final PublishedSuites suites;
    private final SubmissionResults results;
    private final SubmissionMembers members;
    private final LateCosts lateCosts;
    private final LastSubmission last;

    SubmissionViews(
            SubmissionAccess access,
            PublishedSuites suites,
            SubmissionResults results,
            SubmissionMembers members,
            LateCosts lateCosts,
            LastSubmission last) {
        this.access = access;
        this.suites = suites;
        this.results = results;
        this.members = members;
        this.lateCosts = lateCosts;
        this.last = last;
    }

    /** For the caller, when the caller may see it. */
    @Transactional
    public SubmissionView visible(UUID id) {
        return of(access.visible(id));
    }

    /** The view for the caller that access was checked for. Call it in a transaction. */
    public SubmissionView of(Visible visible) {
        Assignment assignment = visible.submission().assignment();
        return of(
                visible,
                new ReportFacts(
                        () -> lateCosts.lines(assignment.course(), visible.member()), () -> last.isOver(assignment)));
    }

    /**
     * The same of many submissions for one assignment.
     *
     * @param isEverybody whether they are everybody's, or one student's
     */
    List<SubmissionView> ofAll(Assignment assignment, List<Visible> visible, boolean isEverybody) {
        if (visible.isEmpty()) {
            return List.of();
        }
        ReportFacts facts = new ReportFacts(
                () -> isEverybody
                        ? lateCosts.lines(assignment.course())
                        : lateCosts.lines(
                                assignment.course(), visible.getFirst().member()),
                () -> last.isOver(assignment));
        return visible.stream().map(one -> of(one, facts)).toList();
    }

    private SubmissionView of(Visible visible, ReportFacts facts) {
        Submission submission = visible.submission();
        JobTimes times = results.times(submission.id());
        return new SubmissionView(
                submission.id(),
                submission.assignment().course().slug(),
                submission.assignment().slug(),
                submission.student().login(),
                members.logins(submission.id()),
                submission.attempt(),
                submission.submittedAt(),
                submission.archive().fileName(),
                submission.archive().sha256(),
                submission.archive().size(),
                submission.collaborators(),
                submission.state(),
                queuePosition(submission),
                submission
                        .suiteVersionId()
                        .map(id -> suites.version(id).version())
                        .orElse(null),
                Receipt.of(submission),
                timings(submission, times),
                times.claims(),
                result(visible, facts).orElse(null));
    }

    private @Nullable Integer queuePosition(Submission submission) {
        OptionalInt position = results.queuePosition(submission.id());
        return position.isPresent() ? position.getAsInt() : null;
    }

    private static Timings timings(Submission submission, JobTimes times) {
        return new Timings(
                submission.acceptedAt(),
                times.publishedAt(),
                times.leasedAt(),
                times.startedAt(),
                times.comparedAt(),
                times.scoredAt(),
                times.steps());
    }

    private Optional<Result> result(Visible visible, ReportFacts facts) {
        Submission submission = visible.submission();
        if (submission.state() != SubmissionState.GRADED) {
            return Optional.empty();
        }
        return results.result(submission.id())
                .filter(result -> !result.sheet().hasInfrastructureFault())
                .map(result -> result(result, visible, facts));
    }

    private Result result(GradedResult graded, Visible visible, ReportFacts facts) {
        ScoreSheet sheet = graded.sheet();
        LedgerLine late = facts.lateLines().line(visible.submission(), visible.member(), Optional.of(sheet.points()));
        return new Result(
                sheet.tests().stream()
                        .map(test -> test(
                                test,
                                visible.asStaff(),
                                isShown(test, visible, facts),
                                graded.byPeople().contains(test.testId()),
                                graded.outputs().get(test.testId()),
                                graded.givenUp().get(test.testId())))
                        .toList(),
                sheet.points(),
                sheet.maximum(),
                late,
                late.points().orElse(sheet.points()),
                sheet.hasAllPoints(),
                graded.by());
    }

    /** Whether students are shown a test as staff see it: one that is shown after the due date, once nobody can hand in. */
    private static boolean isShown(TestScore score, Visible visible, ReportFacts facts) {
        return !visible.asStaff() && score.visibility() == Visibility.AFTER_DUE_DATE && facts.isOver();
    }

    /**
     * One test.
     *
     * @param byPeople whether people grade it
     * @param givenUp why its run was given up
     */
    private static TestResult test(
            TestScore score,
            boolean asStaff,
            boolean isShown,
            boolean byPeople,
            @Nullable String output,
            @Nullable String givenUp) {
        boolean showOutput = asStaff || isShown || score.visibility().showsValues();
        List<String> messages = new ArrayList<>(score.messages());
        if (isShown) {
            messages.addAll(score.staffMessages());
        }
        return new TestResult(
                score.testId(),
                score.title(),
                score.visibility(),
                score.verdict(),
                score.points(),
                score.maximum(),
                score.extraCredit(),
                byPeople,
                messages,
                showOutput && output != null ? output : "",
                asStaff ? staffMessages(score, givenUp) : null);
    }

    private static List<String> staffMessages(TestScore score, @Nullable String givenUp) {
        List<String> messages = new ArrayList<>(score.staffMessages());
        if (givenUp != null && score.verdict() == Verdict.AWAITING_RUN) {
            messages.add("Its run was given up, and will be tried again by itself: " + givenUp);
        }
        return messages;
    }
}

package dev.grader.api.mark;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.grade.Grades;
import dev.grader.api.mark.Marks.GivenMark;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.score.Mark;
import dev.grader.core.suite.RubricItem;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets people grade the manual tests of a submission, by the suite version that it is graded by. */
@Singleton
public class ManualGrading {
    private final Marks marks;
    private final Grades grades;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final SubmissionMembers members;
    private final AuditLog audit;

    ManualGrading(
            Marks marks,
            Grades grades,
            SuiteVersions versions,
            StoredSuites suites,
            SubmissionMembers members,
            AuditLog audit) {
        this.marks = marks;
        this.grades = grades;
        this.versions = versions;
        this.suites = suites;
        this.members = members;
        this.audit = audit;
    }

    /**
     * The manual tests of a submission, for staff.
     *
     * @param history every mark that was ever given, oldest first
     */
    public record MarkSheet(List<MarkedTest> tests, List<GivenMark> history) {
        public MarkSheet {
            tests = List.copyOf(tests);
            history = List.copyOf(history);
        }
    }

    /**
     * One manual test.
     *
     * @param released whether the student sees the newest marks of all items
     * @param lastMark id of its newest mark, which a release names, so that it releases nothing unseen; 0 for none
     */
    public record MarkedTest(String test, String title, boolean released, long lastMark, List<MarkedItem> items) {
        public MarkedTest {
            items = List.copyOf(items);
        }
    }

    /**
     * One item of a rubric with its newest mark.
     *
     * @param mark null as long as there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record MarkedItem(
            String item,
            String title,
            String description,
            BigDecimal maximum,
            @Nullable GivenMark mark) {}

    /** The rubric with what was given. */
    public MarkSheet sheet(Submission submission) {
        List<GivenMark> history = marks.history(submission.id());
        Map<String, GivenMark> newest = new HashMap<>();
        history.forEach(mark -> newest.put(key(mark.test(), mark.item()), mark));
        List<MarkedTest> tests = suite(submission).tests().stream()
                .filter(TestDefinition.Manual.class::isInstance)
                .map(TestDefinition.Manual.class::cast)
                .map(test -> marked(test, newest, history))
                .toList();
        return new MarkSheet(tests, history);
    }

    /**
     * Gives points and a comment for an item. The student sees them, and they count, once they are released.
     *
     * @throws ProblemException NOT_ALLOWED for the grader's own work; INVALID_REQUEST for another test or item, or points that the item does not have
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void mark(Submission submission, String test, String item, Mark mark, long graderId) {
        if (members.contains(submission.id(), graderId)) {
            throw new ProblemException(
                    Problem.NOT_ALLOWED, "Nobody grades their own work. Somebody else has to mark this submission.");
        }
        RubricItem known = manual(submission, test).items().stream()
                .filter(each -> each.id().equals(item))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_REQUEST,
                        "Test '" + test + "' has no item '" + item + "'. It has "
                                + manual(submission, test).items().stream()
                                        .map(RubricItem::id)
                                        .collect(Collectors.joining(", "))
                                + "."));
        if (mark.points().compareTo(known.points()) > 0) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "'" + known.title() + "' has at most "
                            + known.points().stripTrailingZeros().toPlainString() + " points.");
        }
        marks.lock(submission.id());
        if (marks.put(submission.id(), test, item, mark, graderId)) {
            record(
                    submission,
                    graderId,
                    "test marked",
                    Map.of("test", test, "item", item, "points", mark.points(), "comment", mark.comment()));
        }
    }

    /**
     * Makes the newest marks of a test count and shows them to the student.
     *
     * @param lastMark the test's newest mark as the caller saw it
     * @throws ProblemException CONFLICT as long as an item has no mark, and when somebody has marked since
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(Submission submission, String test, long lastMark, long personId) {
        TestDefinition.Manual manual = manual(submission, test);
        marks.lock(submission.id());
        List<GivenMark> given = marks.history(submission.id()).stream()
                .filter(mark -> mark.test().equals(test))
                .toList();
        List<String> marked = given.stream().map(GivenMark::item).toList();
        String missing = manual.items().stream()
                .map(RubricItem::id)
                .filter(item -> !marked.contains(item))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "These items of '" + test + "' have no mark yet: " + missing + ". Grade them first.");
        }
        if (last(given) > lastMark) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "'" + test
                            + "' was marked since you looked at what you release. Look again; nothing was released.");
        }
        if (marks.release(submission.id(), test, personId)) {
            record(submission, personId, "marks of a test released", Map.of("test", test, "lastMark", lastMark));
        }
    }

    private void record(Submission submission, long personId, String action, Map<String, Object> detail) {
        Map<String, Object> whole = new TreeMap<>(detail);
        whole.put("submission", submission.id());
        whole.put("attempt", submission.attempt());
        audit.record(
                submission.assignment().course().id(),
                personId,
                action,
                submission.assignment().slug() + " of " + submission.student().login(),
                "",
                whole);
    }

    private TestDefinition.Manual manual(Submission submission, String id) {
        List<TestDefinition.Manual> manual = suite(submission).tests().stream()
                .filter(TestDefinition.Manual.class::isInstance)
                .map(TestDefinition.Manual.class::cast)
                .toList();
        return manual.stream()
                .filter(test -> test.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_REQUEST,
                        "No test '" + id + "' of this suite is graded by people. "
                                + (manual.isEmpty()
                                        ? "None is."
                                        : "These are: "
                                                + manual.stream()
                                                        .map(TestDefinition.Manual::id)
                                                        .collect(Collectors.joining(", "))
                                                + ".")));
    }

    private static MarkedTest marked(
            TestDefinition.Manual test, Map<String, GivenMark> newest, List<GivenMark> history) {
        List<MarkedItem> items = test.items().stream()
                .map(item -> new MarkedItem(
                        item.id(),
                        item.title(),
                        item.description(),
                        item.points(),
                        newest.get(key(test.id(), item.id()))))
                .toList();
        boolean released = items.stream().allMatch(item -> {
            GivenMark mark = item.mark();
            return mark != null && mark.released();
        });
        List<GivenMark> given =
                history.stream().filter(mark -> mark.test().equals(test.id())).toList();
        return new MarkedTest(test.id(), test.common().title(), released, last(given), items);
    }

    private static long last(List<GivenMark> given) {
        return given.stream().mapToLong(GivenMark::id).max().orElse(0);
    }

    private static String key(String test, String item) {
        return test + "/" + item;
    }

    private Suite suite(Submission submission) {
        long versionId = grades.current(submission.id())
                .map(grade -> grade.suiteVersionId())
                .or(submission::suiteVersionId)
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT,
                        "This submission is not graded by a suite; grade it by the rubric of its assignment."));
        return suites.read(versions.find(versionId).orElseThrow().digest());
    }
}

package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricGrading.ItemPoints;
import dev.grader.api.rubric.RubricGrading.Sheet;
import dev.grader.api.security.Caller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a grader may give, and to whom. */
final class MarkRules {
    private MarkRules() {}

    static void requireItems(Assignment assignment, Sheet sheet) {
        if (assignment.rubric().isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT, "'" + assignment.slug() + "' has no rubric. Give the assignment one first.");
        }
        Set<String> named = new HashSet<>();
        for (ItemPoints given : sheet.items()) {
            RubricItem item = assignment.rubric().stream()
                    .filter(each -> each.id().equals(given.item()))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                            Problem.INVALID_REQUEST,
                            "The rubric of '" + assignment.slug() + "' has no item '" + given.item() + "'. It has "
                                    + ids(assignment.rubric()) + "."));
            if (!named.add(given.item())) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST, "The item '" + given.item() + "' is marked twice; mark it once.");
            }
            if (given.points().compareTo(item.points()) > 0) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST,
                        "'" + item.id() + "' has at most " + plain(item.points()) + " points, not "
                                + plain(given.points()) + " (" + students(sheet) + ").");
            }
        }
    }

    static void requireOthers(Member student, Set<Long> colleagues) {
        if (colleagues.contains(student.id())) {
            throw new ProblemException(
                    Problem.NOT_ALLOWED,
                    "Nobody grades their own work; leave that of '" + student.login()
                            + "' to somebody else. Nothing was marked.");
        }
    }

    static void requireGrader(Member student, List<String> assigned, Caller caller) {
        if (!assigned.isEmpty() && !assigned.contains(caller.login())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "'" + student.login() + "' is graded by " + String.join(", ", assigned)
                            + ", so that your marks would not count. Have yourself assigned first.");
        }
    }

    static String ids(List<RubricItem> items) {
        return items.stream().map(RubricItem::id).collect(Collectors.joining(", "));
    }

    private static String students(Sheet sheet) {
        return sheet.given().stream().map(given -> given.student().login()).collect(Collectors.joining(", "));
    }

    private static String plain(BigDecimal points) {
        return points.stripTrailingZeros().toPlainString();
    }
}

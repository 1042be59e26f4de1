package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricMarks.GivenMark;
import dev.grader.api.rubric.RubricMarks.NewMark;
import dev.grader.api.security.Caller;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.core.gradebook.rubric.RubricMark;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets graders fill in rubrics and release what they gave. */
@Singleton
public class RubricGrading {
    private static final int NAMED = 20;

    private final RubricMarks marks;
    private final Graders graders;
    private final SubmissionMembers members;
    private final AuditLog audit;

    RubricGrading(RubricMarks marks, Graders graders, SubmissionMembers members, AuditLog audit) {
        this.marks = marks;
        this.graders = graders;
        this.members = members;
        this.audit = audit;
    }

    /**
     * What the calling grader gives to students who all get the same.
     *
     * @param comment on the whole work; null leaves it as it is
     */
    record Sheet(List<Member> students, @Nullable String comment, List<ItemPoints> items) {}

    /** What is given for an item. */
    record ItemPoints(String item, BigDecimal points, String comment) {}

    /**
     * Writes marks of the caller, all of them or none. Students see them, and they count, once they are released.
     *
     * @throws ProblemException NOT_ALLOWED for the caller's own work; INVALID_REQUEST for items that the rubric does not have, or more points than they have;
     *     CONFLICT where others are assigned
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void mark(Assignment assignment, List<Sheet> sheets, Caller caller) {
        marks.lock(assignment.id(), caller.id());
        Map<String, List<String>> assigned = graders.ofAssignment(assignment.id());
        Set<Long> colleagues = members.colleagues(assignment.id(), caller.id());
        List<NewMark> given = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Sheet sheet : sheets) {
            requireItems(assignment, sheet);
            for (Member student : sheet.students()) {
                if (!named.add(student.login())) {
                    throw new ProblemException(
                            Problem.INVALID_REQUEST,
                            "'" + student.login() + "' is marked twice, alone or in a team; mark everybody once.");
                }
                requireOthers(student, colleagues);
                requireGrader(student, assigned.getOrDefault(student.login(), List.of()), caller);
                sheet.items()
                        .forEach(item ->
                                given.add(new NewMark(student.id(), item.item(), item.points(), item.comment())));
                String comment = sheet.comment();
                if (comment != null) {
                    given.add(new NewMark(student.id(), RubricMark.OVERALL, BigDecimal.ZERO, comment));
                }
            }
        }
        if (marks.put(assignment.id(), caller.id(), given) > 0) {
            record(assignment, caller, "rubric marked", named, sheets);
        }
    }

    /**
     * Shows the caller's marks of students to them, and makes them count.
     *
     * @param lastMark the caller's newest mark as the caller saw it
     * @throws ProblemException CONFLICT when the caller has marked since, nothing is marked, or an item is missing
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(Assignment assignment, Collection<Member> students, long lastMark, Caller caller) {
        marks.lock(assignment.id(), caller.id());
        Map<Long, List<GivenMark>> given = marks.ofGrader(assignment.id(), caller.id()).stream()
                .collect(Collectors.groupingBy(GivenMark::studentId));
        List<Long> open = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Member student : students) {
            List<GivenMark> ofStudent = given.getOrDefault(student.id(), List.of());
            requireComplete(assignment, student, ofStudent);
            requireSeen(student, ofStudent, lastMark);
            if (ofStudent.stream().anyMatch(mark -> !mark.released())) {
                open.add(student.id());
                names.add(student.login());
            }
        }
        if (!open.isEmpty()) {
            marks.release(assignment.id(), caller.id(), open);
            record(assignment, caller, "rubric released", names, Map.of("students", names, "lastMark", lastMark));
        }
    }

    /** Ids of the students for whom the caller has marks that are not released. */
    Set<Long> withDrafts(Assignment assignment, Caller caller) {
        return marks.ofGrader(assignment.id(), caller.id()).stream()
                .filter(mark -> !mark.released())
                .map(GivenMark::studentId)
                .collect(Collectors.toSet());
    }

    private void record(Assignment assignment, Caller caller, String action, Set<String> students, Object detail) {
        String names = students.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (students.size() > NAMED ? " and " + (students.size() - NAMED) + " more" : "");
        audit.record(assignment.course().id(), caller.id(), action, assignment.slug() + " of " + names, "", detail);
    }

    private static void requireItems(Assignment assignment, Sheet sheet) {
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

    private static void requireOthers(Member student, Set<Long> colleagues) {
        if (colleagues.contains(student.id())) {
            throw new ProblemException(
                    Problem.NOT_ALLOWED,
                    "Nobody grades their own work; leave that of '" + student.login()
                            + "' to somebody else. Nothing was marked.");
        }
    }

    private static void requireGrader(Member student, List<String> assigned, Caller caller) {
        if (!assigned.isEmpty() && !assigned.contains(caller.login())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "'" + student.login() + "' is graded by " + String.join(", ", assigned)
                            + ", so that your marks would not count. Have yourself assigned first.");
        }
    }

    private static void requireComplete(Assignment assignment, Member student, List<GivenMark> given) {
        Set<String> marked = given.stream().map(GivenMark::item).collect(Collectors.toSet());
        List<RubricItem> missing = assignment.rubric().stream()
                .filter(item -> !marked.contains(item.id()))
                .toList();
        if (given.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT, "You have given '" + student.login() + "' no marks. Grade them first.");
        }
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have given '" + student.login() + "' no marks for these items: " + ids(missing)
                            + ". Grade them first; nothing was released.");
        }
    }

    private static void requireSeen(Member student, List<GivenMark> given, long lastMark) {
        if (given.stream().anyMatch(mark -> mark.id() > lastMark)) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have marked '" + student.login()
                            + "' since you looked at what you release. Look again; nothing was released.");
        }
    }

    private static String ids(List<RubricItem> items) {
        return items.stream().map(RubricItem::id).collect(Collectors.joining(", "));
    }

    private static String students(Sheet sheet) {
        return sheet.students().stream().map(Member::login).collect(Collectors.joining(", "));
    }

    private static String plain(BigDecimal points) {
        return points.stripTrailingZeros().toPlainString();
    }
}

package dev.grader.api.assignment;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Assignments as far as the caller may reach them. */
@ApplicationScoped
public class AssignmentAccess {
    private static final int NAMED = 20;

    private final Assignments assignments;
    private final CourseAccess courses;

    AssignmentAccess(Assignments assignments, CourseAccess courses) {
        this.assignments = assignments;
        this.courses = courses;
    }

    /** An assignment and the caller's access to its course. */
    public record Found(Assignment assignment, Access access) {}

    /** For everybody who belongs to the course. */
    public Found member(String course, String assignment) {
        return find(courses.member(course), assignment);
    }

    /** For those who may see everybody's work. */
    public Found staff(String course, String assignment) {
        return find(courses.staff(course), assignment);
    }

    private Found find(Access access, String slug) {
        return assignments
                .bySlug(access.course().id(), slug)
                .map(assignment -> new Found(assignment, access))
                .orElseThrow(() -> unknown(access, slug));
    }

    /**
     * Looks whether a course has all of these.
     *
     * @throws ProblemException INVALID_REQUEST naming those that it does not have
     */
    public void requireAll(Access access, Collection<String> slugs) {
        List<String> known = slugs(access);
        List<String> unknown = slugs.stream()
                .filter(slug -> !known.contains(slug))
                .distinct()
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "Course '" + access.course().slug() + "' does not have these assignments: "
                            + unknown.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (unknown.size() > NAMED ? " and " + (unknown.size() - NAMED) + " more" : "") + ". "
                            + has(known) + " Nothing was changed.",
                    Map.of("assignments", known));
        }
    }

    private List<String> slugs(Access access) {
        return assignments.ofCourse(access.course().id()).stream()
                .map(Assignment::slug)
                .toList();
    }

    private static String has(List<String> known) {
        return known.isEmpty() ? "It has none yet." : "It has " + String.join(", ", known) + ".";
    }

    private ProblemException unknown(Access access, String slug) {
        List<String> known = slugs(access);
        return new ProblemException(
                Problem.ASSIGNMENT_UNKNOWN,
                "Course '" + access.course().slug() + "' has no assignment '" + slug + "'. " + has(known),
                Map.of("assignments", known));
    }
}

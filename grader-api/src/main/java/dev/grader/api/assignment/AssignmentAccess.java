package dev.grader.api.assignment;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Assignments as far as the caller may reach them. */
@ApplicationScoped
public class AssignmentAccess {
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

    private ProblemException unknown(Access access, String slug) {
        List<String> known = assignments.ofCourse(access.course().id()).stream()
                .map(Assignment::slug)
                .toList();
        return new ProblemException(
                Problem.ASSIGNMENT_UNKNOWN,
                "Course '" + access.course().slug() + "' has no assignment '" + slug + "'. "
                        + (known.isEmpty() ? "It has none yet." : "It has " + String.join(", ", known) + "."),
                Map.of("assignments", known));
    }
}

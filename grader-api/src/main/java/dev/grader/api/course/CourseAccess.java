package dev.grader.api.course;

import dev.grader.api.security.Caller;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What the caller may do in a course. To somebody who does not belong to it, a course does not exist; an administrator
 * counts as an instructor of every course.
 */
@ApplicationScoped
public class CourseAccess {
    private final Courses courses;
    private final Memberships memberships;
    private final CurrentCaller caller;

    CourseAccess(Courses courses, Memberships memberships, CurrentCaller caller) {
        this.courses = courses;
        this.memberships = memberships;
        this.caller = caller;
    }

    /** The course and the caller's role in it. */
    public record Access(Course course, Caller caller, CourseRole role) {
        public boolean isStaff() {
            return role.isStaff();
        }
    }

    /** For everybody who belongs to the course. */
    public Access member(String slug) {
        return courses.bySlug(slug)
                .flatMap(this::of)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no course '" + slug + "'."));
    }

    /** For those who may see everybody's work. */
    public Access staff(String slug) {
        Access access = member(slug);
        if (!access.isStaff()) {
            throw new ProblemException(Problem.NOT_ALLOWED, "Only the staff of '" + slug + "' may do this.");
        }
        return access;
    }

    /** For those who answer for the course. */
    public Access instructor(String slug) {
        Access access = member(slug);
        if (access.role() != CourseRole.INSTRUCTOR) {
            throw new ProblemException(Problem.NOT_ALLOWED, "Only an instructor of '" + slug + "' may do this.");
        }
        return access;
    }

    /** The caller's role in a course, if any. */
    public Optional<Access> of(Course course) {
        Caller current = caller.get();
        if (current.isAdmin()) {
            return Optional.of(new Access(course, current, CourseRole.INSTRUCTOR));
        }
        return memberships.of(course.id(), current.id()).map(member -> new Access(course, current, member.role()));
    }
}

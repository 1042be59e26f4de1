package dev.grader.api.assignment;

import dev.grader.api.course.Course;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Assignments by course. */
@ApplicationScoped
public class Assignments implements PanacheRepositoryBase<Assignment, Long> {
    /** A new assignment; the caller has checked the settings. */
    public Assignment make(Course course, String slug, AssignmentSettings settings, Instant now) {
        Assignment assignment = new Assignment(course, slug, settings, now);
        persist(assignment);
        return assignment;
    }

    public Optional<Assignment> bySlug(long courseId, String slug) {
        return find("course.id = ?1 and slug = ?2", courseId, slug).firstResultOptional();
    }

    public List<Assignment> ofCourse(long courseId) {
        return list("course.id = ?1 order by due, slug", courseId);
    }
}

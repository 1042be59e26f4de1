package dev.grader.api.assignment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Assignments by course. */
@ApplicationScoped
public class Assignments implements PanacheRepositoryBase<Assignment, Long> {
    public Optional<Assignment> bySlug(long courseId, String slug) {
        return find("course.id = ?1 and slug = ?2", courseId, slug).firstResultOptional();
    }

    public List<Assignment> ofCourse(long courseId) {
        return list("course.id = ?1 order by due, slug", courseId);
    }
}

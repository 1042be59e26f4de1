package dev.grader.api.course;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Courses by slug and member. */
@ApplicationScoped
public class Courses implements PanacheRepositoryBase<Course, Long> {
    public Optional<Course> bySlug(String slug) {
        return find("slug", slug).firstResultOptional();
    }

    public List<Course> all() {
        return list("order by slug");
    }

    public List<Course> ofMember(long personId) {
        return list("select m.course from Membership m where m.person.id = ?1 order by m.course.slug", personId);
    }
}

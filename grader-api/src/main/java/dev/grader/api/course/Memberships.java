package dev.grader.api.course;

import dev.grader.api.person.Person;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Who belongs to which course. */
@ApplicationScoped
public class Memberships implements PanacheRepositoryBase<Membership, Long> {
    public Optional<Membership> of(long courseId, long personId) {
        return find("course.id = ?1 and person.id = ?2", courseId, personId).firstResultOptional();
    }

    /** The same, and whoever else asks for it waits until this transaction ends. */
    public Optional<Membership> lock(long courseId, long personId) {
        return find("course.id = ?1 and person.id = ?2", courseId, personId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Makes somebody a member, or changes what a member may do. */
    public void put(Course course, Person person, CourseRole role) {
        of(course.id(), person.id())
                .ifPresentOrElse(
                        member -> member.changeRole(role), () -> persist(new Membership(course, person, role)));
    }
}

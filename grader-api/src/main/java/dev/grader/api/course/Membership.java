package dev.grader.api.course;

import dev.grader.api.person.Person;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/** A person's role in a course. */
@Entity
public class Membership {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Course course;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Person person;

    @Enumerated(EnumType.STRING)
    private CourseRole role;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    public Membership(Course course, Person person, CourseRole role) {
        this.course = course;
        this.person = person;
        this.role = role;
    }

    public long id() {
        return id;
    }

    public Course course() {
        return course;
    }

    public Person person() {
        return person;
    }

    public CourseRole role() {
        return role;
    }

    void changeRole(CourseRole changed) {
        role = changed;
    }
}

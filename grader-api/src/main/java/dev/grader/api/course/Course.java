package dev.grader.api.course;

import dev.grader.core.late.LatePolicy;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One course of one term. Its late policy is a copy of its preset's, so that a changed preset changes no grade. */
@Entity
public class Course {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String slug;
    private String title;
    private String timeZone;
    private String preset;

    @JdbcTypeCode(SqlTypes.JSON)
    private LatePolicy latePolicy;

    private Instant createdAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Course() {}

    public Course(String slug, String title, ZoneId timeZone, String preset, LatePolicy latePolicy, Instant createdAt) {
        this.slug = slug;
        this.title = title;
        this.timeZone = timeZone.getId();
        this.preset = preset;
        this.latePolicy = latePolicy;
        this.createdAt = createdAt;
    }

    public long id() {
        return id;
    }

    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }

    /** In which a day of attempts begins and ends. */
    public ZoneId timeZone() {
        return ZoneId.of(timeZone);
    }

    public String preset() {
        return preset;
    }

    public LatePolicy latePolicy() {
        return latePolicy;
    }

    public Instant createdAt() {
        return createdAt;
    }
}

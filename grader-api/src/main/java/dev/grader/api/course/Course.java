package dev.grader.api.course;

import dev.grader.core.time.SecondCalendar;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One course of one term. */
@Entity
public class Course {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String slug;
    private String title;
    private String timeZone;
    private String preset;

    @Enumerated(EnumType.STRING)
    private @Nullable SecondCalendar secondCalendar;

    private Instant createdAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Course() {}

    public Course(
            String slug,
            String title,
            ZoneId timeZone,
            String preset,
            Optional<SecondCalendar> secondCalendar,
            Instant createdAt) {
        this.slug = slug;
        this.title = title;
        this.timeZone = timeZone.getId();
        this.preset = preset;
        this.secondCalendar = secondCalendar.orElse(null);
        this.createdAt = createdAt;
    }

    /** What holds from now on. Dates that are stored are moments, and stay. */
    public void change(String newTitle, ZoneId newZone, Optional<SecondCalendar> newCalendar) {
        title = newTitle;
        timeZone = newZone.getId();
        secondCalendar = newCalendar.orElse(null);
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

    /** In which dates are shown besides the civil one. */
    public Optional<SecondCalendar> secondCalendar() {
        return Optional.ofNullable(secondCalendar);
    }

    public Instant createdAt() {
        return createdAt;
    }
}

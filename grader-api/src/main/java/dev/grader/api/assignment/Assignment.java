package dev.grader.api.assignment;

import dev.grader.api.course.Course;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One assignment of a course. */
@Entity
public class Assignment {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Course course;

    private String slug;
    private String title;
    private String category;
    private Instant due;
    private @Nullable Instant closes;
    private @Nullable Integer attemptsPerDay;
    private @Nullable Integer attemptsTotal;
    private int coolDownSeconds;
    private int maximumUploadMegabytes;
    private Instant createdAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Assignment() {}

    Assignment(Course course, String slug, AssignmentSettings settings, Instant createdAt) {
        this.course = course;
        this.slug = slug;
        this.title = settings.title();
        this.category = settings.category();
        this.due = settings.due();
        this.createdAt = createdAt;
        change(settings);
    }

    final void change(AssignmentSettings settings) {
        title = settings.title();
        category = settings.category();
        due = settings.due();
        closes = settings.closes();
        attemptsPerDay = settings.attemptsPerDay();
        attemptsTotal = settings.attemptsTotal();
        coolDownSeconds = settings.coolDown();
        maximumUploadMegabytes = settings.maximumUpload();
    }

    public long id() {
        return id;
    }

    public Course course() {
        return course;
    }

    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }

    /** Which late budget it draws on. */
    public String category() {
        return category;
    }

    public Instant due() {
        return due;
    }

    /** After which nothing is accepted any more. */
    public Optional<Instant> closes() {
        return Optional.ofNullable(closes);
    }

    /** By the calendar of the course's time zone. */
    public Optional<Integer> attemptsPerDay() {
        return Optional.ofNullable(attemptsPerDay);
    }

    public Optional<Integer> attemptsTotal() {
        return Optional.ofNullable(attemptsTotal);
    }

    /** Seconds between two accepted submissions of a student. */
    public int coolDownSeconds() {
        return coolDownSeconds;
    }

    /** Cap on the zip as it is uploaded. */
    public int maximumUploadMegabytes() {
        return maximumUploadMegabytes;
    }

    public Instant createdAt() {
        return createdAt;
    }
}

package dev.grader.api.assignment;

import dev.grader.api.course.Course;
import dev.grader.core.suite.RubricItem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

    @Enumerated(EnumType.STRING)
    private AssignmentKind kind;

    private @Nullable String partOf;
    private @Nullable Instant due;
    private @Nullable Instant closes;
    private @Nullable Instant checkpoint;
    private @Nullable BigDecimal points;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<RubricItem> rubric;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> fileTypes;

    private @Nullable String teamSet;
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
        this.kind = settings.kindOrCode();
        this.rubric = settings.rubricItems();
        this.fileTypes = settings.types();
        this.createdAt = createdAt;
        change(settings);
    }

    final void change(AssignmentSettings settings) {
        title = settings.title();
        category = settings.category();
        kind = settings.kindOrCode();
        partOf = settings.partOf();
        due = settings.dueAt();
        closes = settings.closesAt();
        checkpoint = settings.checkpointAt();
        points = settings.fullMarks().orElse(null);
        rubric = settings.rubricItems();
        fileTypes = settings.types();
        teamSet = settings.teamSet();
        attemptsPerDay = settings.attemptsPerDay();
        attemptsTotal = settings.attemptsTotal();
        coolDownSeconds = settings.coolDown();
        maximumUploadMegabytes = settings.maximumUpload();
    }

    /** Other dates, or another budget that it draws on. */
    public void move(
            String newCategory,
            Optional<Instant> newDue,
            Optional<Instant> newCloses,
            Optional<Instant> newCheckpoint) {
        category = newCategory;
        due = newDue.orElse(null);
        closes = newCloses.orElse(null);
        checkpoint = newCheckpoint.orElse(null);
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

    public AssignmentKind kind() {
        return kind;
    }

    /** Name that the parts of one homework share. */
    public Optional<String> partOf() {
        return Optional.ofNullable(partOf);
    }

    /** For everybody; without one nothing is ever late. */
    public Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** By which something must have been handed in, where the late policy asks for it. */
    public Optional<Instant> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** Of full marks; empty for code, whose suite says it. */
    public Optional<BigDecimal> points() {
        return Optional.ofNullable(points);
    }

    public List<RubricItem> rubric() {
        return List.copyOf(rubric);
    }

    /** Endings of names of documents that are taken; empty for any. */
    public List<String> fileTypes() {
        return List.copyOf(fileTypes);
    }

    /** Whose teams hand it in together; empty where everybody works alone. */
    public Optional<String> teamSet() {
        return Optional.ofNullable(teamSet);
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

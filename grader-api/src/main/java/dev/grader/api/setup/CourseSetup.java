package dev.grader.api.setup;

import dev.grader.api.assignment.AssignmentKind;
import dev.grader.api.assignment.AssignmentSettings;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.course.Course;
import dev.grader.api.course.Courses;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.CourseDocuments.Kind;
import dev.grader.core.course.CoursePreset;
import dev.grader.core.course.CoursePresets;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;

/** Makes courses from presets: late policy, grading scheme and what they begin with are copies, so that a changed preset changes no grade. */
@Singleton
class CourseSetup {
    private final Courses courses;
    private final CourseDocuments documents;
    private final Assignments assignments;
    private final InstantSource clock;

    CourseSetup(Courses courses, CourseDocuments documents, Assignments assignments, InstantSource clock) {
        this.courses = courses;
        this.documents = documents;
        this.assignments = assignments;
        this.clock = clock;
    }

    /** The preset of that name. */
    static CoursePreset preset(String name) {
        try {
            return CoursePresets.preset(name);
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(Problem.COURSE_CONFIGURATION, String.valueOf(unknown.getMessage()));
        }
    }

    /** A new course, with all that its preset brings. */
    @Transactional(Transactional.TxType.MANDATORY)
    Course make(String slug, Optional<String> title, String presetName) {
        CoursePreset preset = preset(presetName);
        Course course = new Course(
                slug,
                title.orElse(preset.title()),
                preset.timeZone(),
                presetName,
                preset.secondCalendar(),
                clock.instant());
        courses.persist(course);
        documents.add(course.id(), Kind.LATE_POLICY, LatePresets.text(preset.latePolicy()), null);
        documents.add(course.id(), Kind.GRADING_SCHEME, preset.schemeText(), null);
        preset.assignments()
                .forEach(assignment ->
                        assignments.make(course, assignment.slug(), settings(assignment), clock.instant()));
        return course;
    }

    private static AssignmentSettings settings(CoursePreset.Assignment assignment) {
        AssignmentKind kind = switch (assignment.kind()) {
            case CODE -> AssignmentKind.CODE;
            case FILE -> AssignmentKind.FILE;
            case NONE -> AssignmentKind.NONE;
        };
        return new AssignmentSettings(
                assignment.title(),
                assignment.category(),
                kind,
                assignment.partOf().orElse(null),
                null,
                null,
                null,
                assignment.points().orElse(null),
                assignment.rubric(),
                assignment.fileTypes(),
                assignment.teamSet().orElse(null),
                null,
                null,
                null,
                null,
                null);
    }
}

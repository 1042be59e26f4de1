package dev.grader.api.assignment;

import dev.grader.api.digest.Sha256;
import dev.grader.api.sql.Json;
import dev.grader.api.suite.PublishedSuites;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** Shows assignments. */
@Singleton
class AssignmentViews {
    private final PublishedSuites suites;
    private final Json json;

    AssignmentViews(PublishedSuites suites, Json json) {
        this.suites = suites;
        this.json = json;
    }

    AssignmentView of(Assignment assignment) {
        return of(assignment, List.of());
    }

    /** For who has just changed it. */
    AssignmentView of(Assignment assignment, List<String> notes) {
        return new AssignmentView(
                assignment.slug(),
                assignment.title(),
                assignment.category(),
                assignment.kind(),
                assignment.partOf().orElse(null),
                assignment.due().orElse(null),
                assignment.closes().orElse(null),
                assignment.checkpoint().orElse(null),
                assignment.points().orElse(null),
                assignment.rubric(),
                assignment.fileTypes(),
                assignment.teamSet().orElse(null),
                assignment.attemptsPerDay().orElse(null),
                assignment.attemptsTotal().orElse(null),
                assignment.coolDownSeconds(),
                assignment.maximumUploadMegabytes(),
                revision(assignment),
                suites.newest(assignment.id()).orElse(null),
                notes);
    }

    /** The same for the same settings, whenever and by whom they were made. */
    String revision(Assignment assignment) {
        return Sha256.of(json.write(Arrays.asList(
                GradeTerms.of(assignment),
                assignment.title(),
                assignment.fileTypes(),
                assignment.attemptsPerDay().orElse(null),
                assignment.attemptsTotal().orElse(null),
                assignment.coolDownSeconds(),
                assignment.maximumUploadMegabytes())));
    }
}

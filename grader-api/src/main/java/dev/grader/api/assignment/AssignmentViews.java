package dev.grader.api.assignment;

import dev.grader.api.digest.Sha256;
import dev.grader.api.sql.Json;
import dev.grader.api.suite.PublishedSuites;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Shows assignments. */
@Singleton
class AssignmentViews {
    private static final String LATENESS_COSTS_NOTHING =
            "There is no rubric, so that grades can only be typed in, and these hold as they are: lateness costs no points."
                    + " With a rubric, if only of one item, it does.";

    private final PublishedSuites suites;
    private final Json json;

    AssignmentViews(PublishedSuites suites, Json json) {
        this.suites = suites;
        this.json = json;
    }

    AssignmentView of(Assignment assignment) {
        return of(assignment, List.of());
    }

    /** For who has just changed it, with notes: those that follow from the term, and from the assignment itself. */
    AssignmentView changed(Assignment assignment, List<String> notes) {
        boolean isTypedIn = assignment.kind() == AssignmentKind.FILE
                && assignment.rubric().isEmpty()
                && assignment.due().isPresent();
        return of(
                assignment,
                Stream.concat(notes.stream(), isTypedIn ? Stream.of(LATENESS_COSTS_NOTHING) : Stream.of())
                        .toList());
    }

    private AssignmentView of(Assignment assignment, List<String> notes) {
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

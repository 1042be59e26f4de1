package dev.grader.api.change;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentKind;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.change.ChangeRequest.DateChange;
import dev.grader.api.change.ChangeRequest.SettingsChange;
import dev.grader.api.course.Course;
import dev.grader.api.term.Term;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts;
import dev.grader.core.late.CategoryNotes;
import dev.grader.core.late.Part;
import dev.grader.core.late.policy.Policy;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What about the settings of assignments may not be meant. None of it is an error, and nothing else would say so. */
@Singleton
class SettingsNotes {
    private final Assignments assignments;

    SettingsNotes(Assignments assignments) {
        this.assignments = assignments;
    }

    /**
     * Of one that was just written.
     *
     * @param wasOver whether it was due before as well; of a new one it was not
     */
    List<String> written(Assignment assignment, boolean wasOver, Policy policy, Instant now) {
        List<String> notes = new ArrayList<>();
        if (!CategoryNotes.isNamed(policy, assignment.category())) {
            notes.addAll(CategoryNotes.of(
                    policy,
                    assignments.ofCourse(assignment.course().id()).stream()
                            .map(SettingsNotes::part)
                            .toList()));
        }
        if (!wasOver && isOver(assignment, now)) {
            notes.add(over(assignment.course(), assignment.slug()));
        }
        typedIn(assignment, assignment.due()).ifPresent(notes::add);
        return notes;
    }

    /** Whether who has handed in nothing has missed it. */
    static boolean isOver(Assignment assignment, Instant now) {
        return assignment.kind() != AssignmentKind.NONE
                && assignment.due().filter(due -> due.isBefore(now)).isPresent();
    }

    /**
     * Of a change: all of those that get other settings, and of the others what it changes only.
     *
     * @param before the term without it
     * @param after what grades follow from with it
     */
    List<String> of(Course course, ChangeRequest request, Term before, Facts after) {
        Set<String> whole = request.settingsChanges().stream()
                .map(SettingsChange::assignment)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> named = new LinkedHashSet<>(whole);
        request.dateChanges().stream().map(DateChange::assignment).forEach(named::add);
        List<String> told = named.stream()
                .filter(slug -> whole.contains(slug)
                        || column(before.columns(), slug).due().isEmpty())
                .toList();
        List<String> notes = new ArrayList<>();
        if (request.policy() != null
                || !categories(before.columns()).equals(categories(after.columns()))
                || told.stream()
                        .map(slug -> column(after.columns(), slug).category())
                        .anyMatch(category -> !CategoryNotes.isNamed(after.policy(), category))) {
            notes.addAll(CategoryNotes.of(after.policy(), after.calendar().parts()));
        }
        for (String slug : named) {
            Column is = column(after.columns(), slug);
            if (isOver(is, after.now()) && !isOver(column(before.columns(), slug), after.now())) {
                notes.add(over(course, slug));
            }
            if (told.contains(slug)) {
                assignments
                        .bySlug(course.id(), slug)
                        .flatMap(assignment -> typedIn(assignment, is.due()))
                        .ifPresent(notes::add);
            }
        }
        return notes;
    }

    private static List<String> categories(List<Column> columns) {
        return columns.stream().map(Column::category).toList();
    }

    private static Column column(List<Column> columns, String slug) {
        return columns.stream()
                .filter(column -> column.id().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOver(Column column, Instant now) {
        return column.kind() != Column.Kind.NONE
                && column.due().filter(due -> due.isBefore(now)).isPresent();
    }

    private static String over(Course course, String slug) {
        return "'" + slug
                + "' is due already: it counts as missing for everybody who has handed in nothing. If that is not"
                + " meant, move the date: grader term date " + course.slug() + "/" + slug + " --due DATE";
    }

    private static Optional<String> typedIn(Assignment assignment, Optional<Instant> due) {
        boolean isTypedIn =
                assignment.kind() == AssignmentKind.FILE && assignment.rubric().isEmpty() && due.isPresent();
        return isTypedIn
                ? Optional.of(
                        "'" + assignment.slug() + "' has no rubric, so that its grades can only be typed in, and these"
                                + " hold as they are: lateness costs no points. With a rubric, if only of one item, it does.")
                : Optional.empty();
    }

    private static Part part(Assignment assignment) {
        return new Part(
                assignment.slug(),
                assignment.category(),
                assignment.due().filter(date -> assignment.kind() != AssignmentKind.NONE),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ONE,
                BigDecimal.ONE);
    }
}

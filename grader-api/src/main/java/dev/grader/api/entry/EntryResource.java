package dev.grader.api.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.entry.EnteredGrades.Entered;
import dev.grader.api.entry.GradeEntry.TypedGrade;
import dev.grader.api.person.Role;
import dev.grader.api.security.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Grades of an assignment that people type in. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/grades")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class EntryResource {
    private static final int MOST_GRADES = 20_000;

    private final AssignmentAccess access;
    private final GradeEntry entry;
    private final EnteredGrades entered;
    private final FullMarks fullMarks;
    private final CurrentCaller caller;

    EntryResource(
            AssignmentAccess access,
            GradeEntry entry,
            EnteredGrades entered,
            FullMarks fullMarks,
            CurrentCaller caller) {
        this.access = access;
        this.entry = entry;
        this.entered = entered;
        this.fullMarks = fullMarks;
        this.caller = caller;
    }

    /**
     * Grades to enter, all of them or none.
     *
     * @param reason why, for the audit log; null for none
     * @param allowAbove whether more than full marks is meant
     */
    public record EntryRequest(
            @Nullable @Size(max = 1000) String reason,
            boolean allowAbove,
            @NotEmpty @Size(max = MOST_GRADES) List<@Valid @NotNull GradeToEnter> grades) {}

    /**
     * A grade to enter.
     *
     * @param student login
     * @param points null takes an earlier entry away
     * @param comment for the student; null for none
     */
    public record GradeToEnter(
            @NotNull String student,

            @Nullable @PositiveOrZero @DecimalMax("100000") @Digits(integer = 6, fraction = 4)
            BigDecimal points,

            @Nullable @Size(max = 4000) String comment) {}

    /**
     * What was entered.
     *
     * @param possible points of full marks; null as long as they are not known
     * @param grades what holds, by student
     * @param history everything that was ever entered, oldest first
     */
    public record EnteredList(@Nullable BigDecimal possible, List<EnteredView> grades, List<EnteredView> history) {
        public EnteredList {
            grades = List.copyOf(grades);
            history = List.copyOf(history);
        }
    }

    /**
     * One entry.
     *
     * @param student login
     * @param points null where it took an earlier entry away
     * @param enteredBy login
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record EnteredView(
            String student, @Nullable BigDecimal points, String comment, String enteredBy, Instant enteredAt) {
        static EnteredView of(Entered entered) {
            return new EnteredView(
                    entered.student(), entered.points(), entered.comment(), entered.enteredBy(), entered.enteredAt());
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "getEnteredGrades", summary = "Grades that were typed in or imported, with their history")
    public EnteredList get(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        return list(access.staff(course, assignment).assignment());
    }

    @POST
    @Transactional
    @Operation(
            operationId = "enterGrades",
            summary = "Enter grades, which hold in the place of everything else; all of them or none")
    public EnteredList post(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull EntryRequest request) {
        Assignment found = access.staff(course, assignment).assignment();
        List<TypedGrade> grades = request.grades().stream()
                .map(grade -> new TypedGrade(
                        grade.student(),
                        grade.points(),
                        Objects.requireNonNullElse(grade.comment(), "").strip()))
                .toList();
        String reason = Objects.requireNonNullElse(request.reason(), "").strip();
        entry.enter(found, grades, request.allowAbove(), reason, caller.get().id());
        return list(found);
    }

    private EnteredList list(Assignment assignment) {
        List<EnteredView> history =
                entered.history(assignment.id()).stream().map(EnteredView::of).toList();
        Map<String, EnteredView> newest = new LinkedHashMap<>();
        history.forEach(each -> newest.put(each.student(), each));
        return new EnteredList(
                fullMarks.of(assignment).orElse(null),
                newest.values().stream()
                        .filter(each -> each.points() != null)
                        .sorted(Comparator.comparing(EnteredView::student))
                        .toList(),
                history);
    }
}

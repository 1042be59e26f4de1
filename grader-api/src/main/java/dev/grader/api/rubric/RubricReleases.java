package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricMarks.GivenMark;
import dev.grader.api.rubric.RubricRequests.ReleaseRequest;
import dev.grader.api.security.Caller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what graders gave to students, and makes it count. */
@Singleton
public class RubricReleases {
    private final RubricMarks marks;
    private final Teamwork teamwork;
    private final Documents documents;
    private final Roster roster;
    private final RubricAudit audit;

    RubricReleases(RubricMarks marks, Teamwork teamwork, Documents documents, Roster roster, RubricAudit audit) {
        this.marks = marks;
        this.teamwork = teamwork;
        this.documents = documents;
        this.roster = roster;
        this.audit = audit;
    }

    /**
     * Shows the caller's marks of one document to the student, or to everybody of the team whose it is, and makes them count.
     * What was marked before goes with it, what was marked after stays a draft.
     *
     * @param request names the document; if it names none, the one that the caller marked last for this student
     * @throws ProblemException NOT_FOUND for a document that is not the student's; CONFLICT when the caller has marked since,
     *     nothing is marked, an item is missing, or there is no team
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(Assignment assignment, Member student, ReleaseRequest request, Caller caller) {
        marks.lock(assignment.id(), caller.id());
        Given given = given(assignment, caller);
        Optional<UUID> document = document(assignment, student, request.submission(), given);
        List<Member> whose = request.team() ? team(assignment, student, document, given) : List.of(student);
        release(
                assignment,
                whose.stream().map(member -> given.marks(member, document)).toList(),
                request.lastMark(),
                caller);
    }

    /**
     * Shows all marks of the caller to the students, and makes them count.
     *
     * @param lastMark the caller's newest mark as the caller saw it
     * @throws ProblemException CONFLICT when the caller has marked since, or an item is missing
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void releaseAll(Assignment assignment, long lastMark, Caller caller) {
        marks.lock(assignment.id(), caller.id());
        Given given = given(assignment, caller);
        release(
                assignment,
                roster.students(assignment.course().id()).values().stream()
                        .filter(student -> given.of(student).stream().anyMatch(mark -> !mark.released()))
                        .map(student -> given.marks(student, given.last(student)))
                        .toList(),
                lastMark,
                caller);
    }

    /**
     * Logins of everybody to whom a release for this student's team would show marks.
     *
     * @param named the document to release; if null, the one that the caller marked last for this student
     * @throws ProblemException NOT_FOUND for a document that is not the student's; CONFLICT when there is no team
     */
    Set<String> team(Assignment assignment, Member student, @Nullable UUID named, Caller caller) {
        Given given = given(assignment, caller);
        return team(assignment, student, document(assignment, student, named, given), given).stream()
                .map(Member::login)
                .collect(Collectors.toSet());
    }

    /** Marks of the caller, oldest first, by the id of the student. */
    private record Given(Map<Long, List<GivenMark>> byStudent) {
        List<GivenMark> of(Member student) {
            return byStudent.getOrDefault(student.id(), List.of());
        }

        /** The document that was marked last; empty also where something was marked without one. */
        Optional<UUID> last(Member student) {
            return of(student).isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(of(student).getLast().submissionId());
        }

        /** Those that a release of the document takes. */
        Marks marks(Member student, Optional<UUID> document) {
            Work work = new Work(student.id(), document.orElse(null));
            List<GivenMark> ofDocument = of(student).stream()
                    .filter(mark -> mark.work().equals(work))
                    .toList();
            return new Marks(student, ofDocument, of(student));
        }
    }

    /**
     * A student's marks of the document that is released.
     *
     * @param all of any document
     */
    private record Marks(Member student, List<GivenMark> ofDocument, List<GivenMark> all) {
        long newest() {
            return ofDocument.getLast().id();
        }

        boolean areOpen() {
            return all.stream().anyMatch(mark -> mark.id() <= newest() && !mark.released());
        }
    }

    private Given given(Assignment assignment, Caller caller) {
        return new Given(marks.ofGrader(assignment.id(), caller.id()).stream()
                .collect(Collectors.groupingBy(GivenMark::studentId)));
    }

    private Optional<UUID> document(Assignment assignment, Member student, @Nullable UUID named, Given given) {
        return named == null
                ? given.last(student)
                : Documents.named(documents.ofStudent(assignment, student.id()), named, student.login())
                        .map(Document::id);
    }

    /** Who has handed in something newer with others gets marks of the older document only where there are some. */
    private List<Member> team(Assignment assignment, Member student, Optional<UUID> document, Given given) {
        if (document.isEmpty()) {
            return teamwork.team(assignment, student);
        }
        Map<Long, List<Document>> handedIn = documents.ofAssignment(assignment);
        return teamwork.authors(assignment, document.get()).stream()
                .filter(member -> !given.marks(member, document).ofDocument().isEmpty()
                        || handedIn.getOrDefault(member.id(), List.of()).stream()
                                .limit(1)
                                .anyMatch(newest -> newest.id().equals(document.get())))
                .toList();
    }

    private void release(Assignment assignment, List<Marks> released, long lastMark, Caller caller) {
        Map<Long, Long> open = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (Marks each : released) {
            requireComplete(assignment, each);
            requireSeen(each, lastMark);
            if (each.areOpen()) {
                open.put(each.student().id(), each.newest());
                names.add(each.student().login());
            }
        }
        if (!open.isEmpty()) {
            marks.release(assignment.id(), caller.id(), open);
            audit.record(assignment, caller, "rubric released", names, Map.of("students", names, "lastMark", lastMark));
        }
    }

    /** An older document may have been left half marked when the newer came, and counts only once it has every item. */
    private static void requireComplete(Assignment assignment, Marks given) {
        String login = given.student().login();
        if (given.ofDocument().isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have given '" + login + "' no marks"
                            + (given.all().isEmpty() ? "" : " for what you release, only for something else")
                            + ". Grade them first; nothing was released.");
        }
        Set<String> marked = given.ofDocument().stream().map(GivenMark::item).collect(Collectors.toSet());
        List<RubricItem> missing = assignment.rubric().stream()
                .filter(item -> !marked.contains(item.id()))
                .toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have given '" + login + "' no marks for these items: " + MarkRules.ids(missing)
                            + ". Grade them first; nothing was released.");
        }
    }

    private static void requireSeen(Marks given, long lastMark) {
        if (given.newest() > lastMark) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have marked '" + given.student().login()
                            + "' since you looked at what you release. Look again; nothing was released.");
        }
    }
}

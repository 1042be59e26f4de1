package dev.grader.api.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.api.term.DecisionKind;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import dev.grader.core.gradebook.term.GradebookChanges;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the service says about changes. */
public final class ChangeView {
    private ChangeView() {}

    /**
     * What a change does, or did.
     *
     * @param preview id: the same change of the same term has the same
     * @param change number in the history; null for a preview
     * @param decisions ids of those that it made
     * @param warnings where helping one assignment hurts another
     * @param notes what about policy, categories, dates and settings that change may not be meant
     */
    public record Outcome(
            String preview,
            @Nullable Long change,
            List<Long> decisions,
            List<CellDiff> grades,
            List<FinalDiff> finals,
            List<String> warnings,
            List<String> notes) {
        public Outcome {
            decisions = List.copyOf(decisions);
            grades = List.copyOf(grades);
            finals = List.copyOf(finals);
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
        }

        static Outcome preview(String id, GradebookChanges changes, List<String> notes) {
            return new Outcome(
                    id,
                    null,
                    List.of(),
                    changes.cells().stream().map(CellDiff::of).toList(),
                    changes.grades().stream().map(FinalDiff::of).toList(),
                    changes.warnings(),
                    notes);
        }

        /** Of what was so already. */
        static Outcome nothing() {
            return new Outcome("", null, List.of(), List.of(), List.of(), List.of(), List.of());
        }

        /** Logins of all who have another grade then, or pay otherwise for being late. */
        SortedSet<String> touched() {
            SortedSet<String> touched = new TreeSet<>();
            grades.forEach(diff -> touched.add(diff.student()));
            finals.stream().filter(FinalDiff::isAnother).forEach(diff -> touched.add(diff.student()));
            return touched;
        }

        /** What one student may see of it. */
        Outcome of(String student) {
            return new Outcome(
                    // a digest of all, from which what is left out could be found by trying
                    "",
                    change,
                    decisions,
                    grades.stream()
                            .filter(diff -> diff.student().equals(student))
                            .map(CellDiff::lateness)
                            .toList(),
                    // final grades are told by publishing
                    List.of(),
                    List.of(),
                    List.of());
        }

        Outcome made(long changeId, List<Long> ids) {
            return new Outcome(preview, changeId, ids, grades, finals, warnings, notes);
        }
    }

    /** A grade before and after. */
    public record CellDiff(String student, String name, String assignment, CellState before, CellState after) {
        /** Without points, which are told by publishing. */
        CellDiff lateness() {
            return new CellDiff(student, name, assignment, before.withoutPoints(), after.withoutPoints());
        }

        static CellDiff of(GradebookChanges.CellChange change) {
            return new CellDiff(
                    change.student().login(),
                    change.student().name(),
                    change.column(),
                    CellState.of(change.before()),
                    CellState.of(change.after()));
        }
    }

    /**
     * How a student stands in an assignment.
     *
     * @param standing earned, missing, excused or open
     * @param charged units of a budget
     * @param lateness what the late ledger says
     */
    public record CellState(
            String standing, Optional<BigDecimal> points, int charged, String explanation, String lateness) {
        CellState withoutPoints() {
            return new CellState("", Optional.empty(), charged, lateness, lateness);
        }

        static CellState of(Cell cell) {
            return new CellState(
                    cell.standing().word(),
                    cell.standing() instanceof Standing.Earned earned ? Optional.of(earned.earned()) : Optional.empty(),
                    cell.entry().charged(),
                    cell.explanation(),
                    cell.entry().explanation());
        }
    }

    /** A final grade before and after; empty where there is none yet. */
    public record FinalDiff(String student, String name, Optional<BigDecimal> before, Optional<BigDecimal> after) {
        /** Else it is only sure now, or not any more. */
        boolean isAnother() {
            return !before.equals(after);
        }

        static FinalDiff of(GradebookChanges.GradeChange change) {
            return new FinalDiff(
                    change.student().login(),
                    change.student().name(),
                    change.before().grade(),
                    change.after().grade());
        }
    }

    /**
     * A change that was made.
     *
     * @param document what was asked for
     */
    public record Made(
            long id, String person, String reason, Instant at, JsonNode document, List<MadeDecision> decisions) {
        public Made {
            decisions = List.copyOf(decisions);
        }

        Made with(List<MadeDecision> own) {
            return new Made(id, person, reason, at, document, own);
        }
    }

    /**
     * A decision of a change.
     *
     * @param withdrawnBy the change that took it back; null while it holds
     */
    public record MadeDecision(
            long id,
            DecisionKind kind,
            JsonNode detail,
            @Nullable Long withdrawnBy) {}
}

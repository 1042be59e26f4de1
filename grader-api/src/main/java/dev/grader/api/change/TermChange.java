package dev.grader.api.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.assignment.Moments;
import dev.grader.api.change.ChangeRequest.DateChange;
import dev.grader.api.term.DecisionKind;
import dev.grader.api.term.Decisions.Decision;
import dev.grader.api.term.Term;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.late.file.DecisionReader;
import dev.grader.core.late.file.PolicyParser;
import dev.grader.core.late.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries a change on a term: nothing is stored.
 *
 * @param term as it would be
 * @param added decisions that would be new, without ids
 */
record TermChange(Term term, List<Decision> added) {
    TermChange {
        added = List.copyOf(added);
    }

    /**
     * The term with a change.
     *
     * @throws IllegalArgumentException when it names what is not there, or dates do not go together
     * @throws dev.grader.core.document.DocumentErrors when a policy, a scheme or a decision has mistakes
     */
    static TermChange of(Term before, ChangeRequest request) {
        Policy policy =
                request.policy() == null ? before.policy() : PolicyParser.parse("late-policy.yaml", request.policy());
        SchemeDocument scheme = request.scheme() == null
                ? before.scheme()
                : SchemeParser.parse("grading-scheme.yaml", request.scheme());
        List<Column> columns = columns(before.columns(), request.dateChanges());
        List<Decision> kept = kept(before.decisions(), request.withdrawals());
        Term shown = shown(before, request);
        Term dated = with(shown, policy, scheme, columns, kept);
        List<Decision> added = added(dated, request.decisions());
        List<Decision> all = new ArrayList<>(kept);
        all.addAll(added);
        return new TermChange(with(shown, policy, scheme, columns, all), added);
    }

    /** In the zone and with the second calendar that the course would have. */
    private static Term shown(Term term, ChangeRequest request) {
        return new Term(
                term.policy(),
                term.scheme(),
                request.zone().orElseGet(term::zone),
                request.secondCalendar(term.secondCalendar()),
                term.students(),
                term.columns(),
                term.submissions(),
                term.decisions(),
                term.entered(),
                term.marked(),
                term.now());
    }

    private static Term with(
            Term term, Policy policy, SchemeDocument scheme, List<Column> columns, List<Decision> decisions) {
        return new Term(
                policy,
                scheme,
                term.zone(),
                term.secondCalendar(),
                term.students(),
                columns,
                term.submissions(),
                decisions,
                term.entered(),
                term.marked(),
                term.now());
    }

    private static List<Column> columns(List<Column> before, List<DateChange> changes) {
        List<Column> columns = new ArrayList<>(before);
        for (DateChange change : changes) {
            if (!change.isSensible()) {
                throw new IllegalArgumentException(Moments.NOT_SENSIBLE);
            }
            int index = columns.stream().map(Column::id).toList().indexOf(change.assignment());
            if (index < 0) {
                throw new IllegalArgumentException("There is no assignment '" + change.assignment() + "'; there are "
                        + String.join(", ", before.stream().map(Column::id).toList()) + ".");
            }
            columns.set(index, dated(columns.get(index), change));
        }
        return columns;
    }

    private static Column dated(Column column, DateChange change) {
        Column moved = moved(column, change);
        requireOrder(moved);
        return moved;
    }

    /** Also of what is not handed in and never late. */
    private static void requireOrder(Column column) {
        Optional<Instant> due = column.due();
        if (due.isEmpty() && column.kind() == Column.Kind.CODE) {
            throw new IllegalArgumentException(column.id() + " is code, which needs a due date");
        }
        if (due.isEmpty() && (column.closes().isPresent() || column.checkpoint().isPresent())) {
            throw new IllegalArgumentException(column.id() + " closes or has a checkpoint, so it needs a due date");
        }
        if (due.isPresent() && column.closes().filter(due.get()::isAfter).isPresent()) {
            throw new IllegalArgumentException(column.id() + " closes before it is due");
        }
        if (due.isPresent() && column.checkpoint().filter(due.get()::isBefore).isPresent()) {
            throw new IllegalArgumentException(column.id() + " has its checkpoint after it is due");
        }
    }

    private static Column moved(Column column, DateChange change) {
        return new Column(
                column.id(),
                column.title(),
                change.category() == null ? column.category() : change.category(),
                column.kind(),
                column.partOf(),
                date(column, change, DateName.DUE, change.dueAt(), column.due()),
                date(column, change, DateName.CLOSES, change.closesAt(), column.closes()),
                date(column, change, DateName.CHECKPOINT, change.checkpointAt(), column.checkpoint()),
                column.possible());
    }

    private static Optional<Instant> date(
            Column column, DateChange change, DateName name, @Nullable Instant wanted, Optional<Instant> before) {
        if (!change.isWithout(name)) {
            return Optional.ofNullable(wanted).or(() -> before);
        }
        if (wanted != null) {
            throw new IllegalArgumentException(
                    column.id() + " cannot have " + name.wireName() + " and be without it; leave one out");
        }
        return Optional.empty();
    }

    private static List<Decision> kept(List<Decision> before, List<Long> withdrawals) {
        Set<Long> gone = new HashSet<>(withdrawals);
        List<Decision> kept =
                before.stream().filter(decision -> !gone.remove(decision.id())).toList();
        if (!gone.isEmpty()) {
            throw new IllegalArgumentException("There are no decisions " + gone
                    + " in this course that hold; see 'grader term history COURSE --decisions'.");
        }
        return kept;
    }

    private static List<Decision> added(Term term, @Nullable ObjectNode wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return List.of();
        }
        new DecisionReader(term.policy(), term.facts().calendar(), term.submissions()).wanted(wanted);
        List<Decision> added = new ArrayList<>();
        for (DecisionKind kind : DecisionKind.values()) {
            for (JsonNode detail : wanted.path(kind.section())) {
                added.add(new Decision(0, kind, detail));
            }
        }
        return added;
    }
}

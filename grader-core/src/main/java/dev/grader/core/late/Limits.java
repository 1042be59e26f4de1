package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How much of a submission's lateness the budgets of its team can cover, given what was used before. */
final class Limits {
    /** A student's budget. */
    record Account(String member, String budget) {}

    private final Term term;
    private final Map<Account, Integer> used;

    /**
     * Limits at one moment of the term.
     *
     * @param used units by then; none where it says nothing. Not copied, as it holds all students of a course: it must not
     *     change while the limits are asked for
     */
    Limits(Term term, Map<Account, Integer> used) {
        this.term = term;
        this.used = used;
    }

    /** Units that are left of the budget for a row. */
    int left(Row row) {
        Optional<Budget> budget = term.budget(row.part());
        return budget.map(found -> Math.max(
                        0,
                        term.totals().total(row.member(), found, row.part())
                                - used.getOrDefault(new Account(row.member(), found.name()), 0)))
                .orElse(0);
    }

    Limit of(Row row, Candidate candidate) {
        Limit own = own(row, candidate);
        if (candidate.submission().members().size() == 1) {
            return own;
        }
        List<Row> team = candidate.submission().members().stream()
                .map(member -> new Row(member, row.part()))
                .filter(other -> other.member().equals(row.member())
                        || term.excuse(other).isEmpty())
                .toList();
        if (team.size() == 1) {
            return own;
        }
        return switch (term.policy().team()) {
            case EACH -> own;
            case ALL_OR_NONE -> allOrNone(row, candidate, team, own);
            case MINIMUM -> {
                int fewest = extreme(team, candidate, false);
                yield fewest < own.most() ? new Limit(fewest, fewest, Limit.By.TEAM, false) : own;
            }
            case MAXIMUM -> {
                // who asks for units asks for the whole team
                int pays = Math.min(left(row), cap(row).orElse(Integer.MAX_VALUE));
                int most = extreme(team, candidate, true);
                yield new Limit(
                        most, Math.min(most, pays), most > own.most() ? Limit.By.TEAM : own.by(), own.beyondCap());
            }
        };
    }

    private Limit allOrNone(Row row, Candidate candidate, List<Row> team, Limit own) {
        if (team.stream().allMatch(member -> hasEnough(member, candidate.submission()))) {
            return own;
        }
        return new Limit(
                0,
                own.most(),
                hasEnough(row, candidate.submission()) ? Limit.By.TEAM : own.by(),
                team.stream().allMatch(member -> isBeyondCap(member, candidate.submission())));
    }

    private int extreme(List<Row> team, Candidate candidate, boolean most) {
        return team.stream()
                .mapToInt(member -> own(member, term.candidate(member, candidate.submission()))
                        .most())
                .reduce(most ? Math::max : Math::min)
                .orElse(0);
    }

    private boolean hasEnough(Row member, Event.Submission submission) {
        Candidate candidate = term.candidate(member, submission);
        return candidate.units() <= own(member, candidate).most();
    }

    private boolean isBeyondCap(Row member, Event.Submission submission) {
        return own(member, term.candidate(member, submission)).beyondCap();
    }

    private OptionalInt cap(Row row) {
        return term.policy().rules(row.part().category()).cap();
    }

    private Limit own(Row row, Candidate candidate) {
        int left = left(row);
        OptionalInt cap = cap(row);
        int claimed = term.claimed(row, candidate.submission());
        int most = Math.min(Math.min(left, cap.orElse(Integer.MAX_VALUE)), claimed);
        boolean beyondCap = cap.isPresent() && cap.getAsInt() < left && cap.getAsInt() <= claimed;
        Limit.By by = claimed < left ? Limit.By.CLAIM : Limit.By.BUDGET;
        return new Limit(most, most, beyondCap ? Limit.By.CAP : by, beyondCap);
    }
}

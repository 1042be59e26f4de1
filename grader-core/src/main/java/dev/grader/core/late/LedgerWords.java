package dev.grader.core.late;

import dev.grader.core.late.LedgerWriter.Account;
import dev.grader.core.late.policy.Cost;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Share;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.util.Optional;

/** Says in one sentence how late something was, what that used up and what it costs. */
final class LedgerWords {
    private final Term term;
    private final Policy policy;
    private final LateUnit unit;
    private final Judge judge;
    private final LatenessWords latenesses;
    private final BudgetWords budgets;

    LedgerWords(Term term) {
        this.term = term;
        this.policy = term.policy();
        this.unit = policy.clock().unit();
        this.judge = new Judge(policy, term.calendar().zone());
        this.latenesses = new LatenessWords(term);
        this.budgets = new BudgetWords(policy);
    }

    String excused(Event.Excuse excuse) {
        return excuse.reason().isEmpty() ? "excused" : "excused: " + excuse.reason();
    }

    String explain(Row row, Decision decision, Account account) {
        return lateness(row, decision, account)
                + early(row, decision)
                + ungraded(decision)
                + decision.refused()
                        .map(other -> refused(row, decision, other, account))
                        .orElse("");
    }

    private String lateness(Row row, Decision decision, Account account) {
        Candidate candidate = decision.candidate();
        if (candidate.seconds() == 0) {
            return latenesses.onTime(row, candidate);
        }
        String late = latenesses.late(row, candidate);
        if (isCutOff(row, decision)) {
            return late + "; does not count, as it came after the cut-off";
        }
        if (candidate.units() == 0) {
            return late + latenesses.within(candidate) + "; no " + unit.word(1) + " used; no penalty";
        }
        String used = budgets.used(row, decision, account);
        return late + latenesses.rounded(candidate) + "; " + (used.isEmpty() ? "" : used + "; ") + cost(decision);
    }

    /** Refused, whatever the budget would cover. */
    private boolean isCutOff(Row row, Decision decision) {
        Limit limit = decision.limit();
        int units = decision.candidate().units();
        int most = policy.partial() || units <= limit.most() ? Math.min(units, limit.most()) : 0;
        return decision.isRefused() && judge.isCutOff(row.part(), decision.candidate(), most, limit);
    }

    /** Why another submission than the one that the student expects is the one that counts. */
    private String refused(Row row, Decision counts, Decision other, Account account) {
        boolean isLater = other.candidate()
                .submission()
                .at()
                .isAfter(counts.candidate().submission().at());
        String which = isLater ? "; a later submission" : "; the chosen submission";
        String late = which + " does not count: " + latenesses.late(row, other.candidate());
        if (isCutOff(row, other)) {
            return late + ", after the cut-off";
        }
        String used = budgets.used(row, other, account);
        int rest = other.candidate().units() - other.covered();
        return late
                + latenesses.rounded(other.candidate())
                + (used.isEmpty() ? "" : ", " + used)
                + ", "
                + unit.words(rest)
                + " not covered";
    }

    private String cost(Decision decision) {
        int rest = decision.candidate().units() - decision.covered();
        String words = CostWords.of(decision.cost(), policy.operand());
        if (decision.cost().isNothing()) {
            return words;
        }
        String what = words + " for " + rest + (decision.covered() > 0 ? " further " : " ") + unit.word(rest);
        return switch (decision.cost()) {
            case Cost.Penalty penalty -> what;
            case Cost.Zero zero -> what + " not covered";
            case Cost.Refused refused -> what + " not covered";
        };
    }

    private String early(Row row, Decision decision) {
        BigDecimal lost =
                EarlyBonus.isCheckpointMissed(term, row) ? policy.early().missedCheckpoint() : BigDecimal.ZERO;
        BigDecimal bonus = decision.candidate().bonus().add(lost);
        return (bonus.signum() == 0
                        ? ""
                        : "; " + Share.of(bonus).words() + " % bonus for being "
                                + (bonus.compareTo(policy.early().onTime()) == 0 ? "on time" : "early"))
                + (lost.signum() == 0
                        ? ""
                        : "; " + Share.of(lost).words() + " % lost, as nothing was handed in by "
                                + term.checkpoint(row).map(latenesses::date).orElse(""));
    }

    private String ungraded(Decision decision) {
        Optional<BigDecimal> earned = decision.candidate().earned();
        return policy.use() == Use.BEST
                        && earned.isEmpty()
                        && decision.candidate().units() > 0
                ? " (counted as full marks until it is graded)"
                : "";
    }
}

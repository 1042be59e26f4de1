package dev.grader.core.late;

import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Cost;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Rules;
import dev.grader.core.late.policy.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** What a submission costs when so many of its units late are covered, and which points that leaves. */
final class Judge {
    private final Policy policy;
    private final ZoneId zone;

    Judge(Policy policy, ZoneId zone) {
        this.policy = policy;
        this.zone = zone;
    }

    /** One way to have a submission covered. */
    Decision decision(Row row, Candidate candidate, int covered, Limit limit) {
        Cost cost = cost(row.part(), candidate, covered, limit);
        int charged = Math.min(covered, limit.own());
        return new Decision(
                candidate, covered, charged, limit, cost, points(row.part(), candidate, cost), Optional.empty());
    }

    /** Rounded half up, once; a submission that is not graded counts as full marks. */
    BigDecimal points(Part part, Candidate candidate, Cost cost) {
        BigDecimal earned = candidate.earned().orElse(part.possible());
        return switch (cost) {
            case Cost.Zero zero -> BigDecimal.ZERO.setScale(policy.scale());
            case Cost.Refused refused -> BigDecimal.ZERO.setScale(policy.scale());
            case Cost.Penalty penalty -> points(part, earned, penalty.amount(), candidate.bonus());
        };
    }

    private Cost cost(Part part, Candidate candidate, int covered, Limit limit) {
        Rules rules = policy.rules(part.category());
        if (isCutOff(part, candidate, covered, limit)) {
            return new Cost.Refused();
        }
        Consequence consequence = limit.beyondCap() ? rules.afterCap() : rules.afterBudget();
        Cost cost = consequence.cost(candidate.units() - covered);
        if (cost instanceof Cost.Penalty(Share amount)) {
            return new Cost.Penalty(atMost(amount));
        }
        return cost;
    }

    /** Nobody loses more than there is above the floor. */
    private Share atMost(Share amount) {
        return switch (policy.operand()) {
            case EARNED -> amount.min(Consequence.HUNDRED.subtract(policy.floor()));
            case POSSIBLE, CAP -> amount.min(Consequence.HUNDRED);
            case POINTS -> amount;
        };
    }

    /**
     * Counted in units as they are rounded, where units of a budget move the cut-off: else somebody who is a little later could
     * have one more unit covered, and be in time again. To the second where nothing moves it.
     */
    boolean isCutOff(Part part, Candidate candidate, int covered, Limit limit) {
        if (candidate.due().date().isEmpty()) {
            return false;
        }
        Rules rules = policy.rules(part.category());
        Instant due = candidate.due().date().get();
        boolean isMoved = rules.slackMovesCutOff() && limit.most() > 0;
        Optional<Instant> closes = part.closes().map(date -> moved(part, date, due));
        if (closes.isPresent()) {
            return isMoved
                    ? policy.clock().units(closes.get(), candidate.counted(), zone) > covered
                    : policy.clock().isOver(due, closes.get(), candidate.counted());
        }
        if (rules.cutOff().isEmpty()) {
            return false;
        }
        int after = rules.cutOff().getAsInt();
        return isMoved
                ? candidate.units() - covered > after
                : policy.clock().isOver(due, policy.clock().boundary(due, after, zone), candidate.counted());
    }

    /** With the student's due date, and never before it: a day in which the clocks are moved may be shorter than another. */
    private Instant moved(Part part, Instant closes, Instant due) {
        Instant moved = policy.clock().along(closes, part.due().orElseThrow(), due, zone);
        return moved.isBefore(due) ? due : moved;
    }

    /** All terms over one denominator, so that there is one division. */
    private BigDecimal points(Part part, BigDecimal earned, Share amount, BigDecimal bonus) {
        BigDecimal denominator = Consequence.HUNDRED.multiply(amount.denominator());
        BigDecimal whole = earned.multiply(denominator);
        BigDecimal lost = amount.numerator();
        BigDecimal left = switch (policy.operand()) {
            case EARNED -> whole.subtract(earned.multiply(lost));
            case POSSIBLE -> whole.subtract(part.possible().multiply(lost));
            case CAP -> amount.isZero() ? whole : whole.min(part.possible().multiply(denominator.subtract(lost)));
            case POINTS -> whole.subtract(lost.multiply(Consequence.HUNDRED));
        };
        BigDecimal early = earned.multiply(bonus).multiply(amount.denominator());
        BigDecimal floor = earned.multiply(policy.floor()).multiply(amount.denominator());
        return left.add(early).max(floor).divide(denominator, policy.scale(), RoundingMode.HALF_UP);
    }
}

package dev.grader.core.late;

import dev.grader.core.late.LedgerWriter.Account;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;

/** Says what something used up of a budget, and why it used no more. */
final class BudgetWords {
    private final Policy policy;
    private final LateUnit unit;

    BudgetWords(Policy policy) {
        this.policy = policy;
        this.unit = policy.clock().unit();
    }

    /** "2 of your 10 practical days used, 8 left"; nothing where the policy has no budgets. */
    String used(Row row, Decision decision, Account account) {
        if (policy.budgets().isEmpty()) {
            return "";
        }
        if (account.budget().isEmpty()) {
            return "no " + unit.word(2) + " can be used for " + row.part().category();
        }
        String all = "your " + account.total() + " " + account.budget().get() + " " + unit.word(account.total());
        if (decision.charged() == 0) {
            return notUsed(decision, account, all) + byTeam(decision);
        }
        int left = Math.max(0, account.before() - decision.charged());
        return decision.charged() + " of " + all + " used, " + left + " left" + limited(decision) + byTeam(decision);
    }

    private String limited(Decision decision) {
        int units = decision.candidate().units();
        int most = decision.limit().most();
        if (decision.covered() >= units || policy.use() == Use.BEST) {
            return "";
        }
        if (decision.covered() < Math.min(most, units)) {
            return " (more would change nothing)";
        }
        return switch (decision.limit().by()) {
            case CAP -> " (at most " + unit.words(most) + " for one part)";
            case BUDGET -> "";
            case CLAIM -> " (" + asked() + " for " + most + ")";
            case TEAM ->
                policy.team() == TeamRule.MAXIMUM
                        ? " (nobody in your team can use more)"
                        : " (a member of your team can use no more)";
        };
    }

    private String notUsed(Decision decision, Account account, String all) {
        if (account.before() == 0) {
            return account.total() == 0
                    ? "you have no " + account.budget().orElse("") + " " + unit.word(2)
                    : "none of " + all + " is left";
        }
        String none = "no " + unit.word(1) + " used, ";
        if (policy.use() == Use.BEST) {
            return none + "as more is gained elsewhere or nothing here";
        }
        Limit limit = decision.limit();
        int most = Math.max(limit.most(), limit.own());
        if (limit.by() == Limit.By.TEAM && limit.most() == 0) {
            return none + "as a member of your team "
                    + (policy.team() == TeamRule.ALL_OR_NONE ? "cannot cover all of it" : "can use none");
        }
        if (most == 0) {
            return switch (limit.by()) {
                case CAP -> none + "as none may be for this part";
                case CLAIM, BUDGET, TEAM -> none + "as " + asked() + " for none";
            };
        }
        boolean isEnough = most >= decision.candidate().units();
        return isEnough || (policy.partial() && limit.most() > 0)
                ? none + "as it would change nothing"
                : none + "as " + tooFew(limit.by(), most) + " would not cover all of it";
    }

    /** Units that are there but cannot be used, as only all would be. */
    private String tooFew(Limit.By by, int most) {
        return switch (by) {
            case CAP -> "the " + most + " that one part may use";
            case BUDGET -> Integer.toString(most);
            case CLAIM -> "the " + most + " that " + asked() + " for";
            case TEAM -> "the " + most + " that your team can use";
        };
    }

    /** What was asked for after the submission is not known to it. */
    private String asked() {
        return policy.use() == Use.OPT_IN ? "you had asked" : "you asked";
    }

    private static String byTeam(Decision decision) {
        int others = decision.covered() - decision.charged();
        return others > 0 ? " (your team covers " + others + ")" : "";
    }
}

package dev.grader.core.late;

import dev.grader.core.late.LedgerWriter.Account;
import dev.grader.core.late.policy.Cost;
import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Share;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Says in one sentence how late something was, what that used up and what it costs. */
final class LedgerWords {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Term term;
    private final Policy policy;
    private final LateUnit unit;
    private final Judge judge;

    LedgerWords(Term term) {
        this.term = term;
        this.policy = term.policy();
        this.unit = policy.clock().unit();
        this.judge = new Judge(policy, term.calendar().zone());
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
            return "on time" + ownDate(row, candidate) + stoodStill(row, candidate);
        }
        String late = late(row, candidate);
        if (isCutOff(row, decision)) {
            return late + "; does not count, as it came after the cut-off";
        }
        if (candidate.units() == 0) {
            return late + within(candidate) + "; no " + unit.word(1) + " used; no penalty";
        }
        String used = used(row, decision, account);
        return late + rounded(candidate) + "; " + (used.isEmpty() ? "" : used + "; ") + cost(decision);
    }

    private String late(Row row, Candidate candidate) {
        return Durations.words(candidate.seconds(), unit)
                + " late"
                + ownDate(row, candidate)
                + stoodStill(row, candidate);
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
        String late = which + " does not count: " + late(row, other.candidate());
        if (isCutOff(row, other)) {
            return late + ", after the cut-off";
        }
        String used = used(row, other, account);
        int rest = other.candidate().units() - other.covered();
        return late
                + rounded(other.candidate())
                + (used.isEmpty() ? "" : ", " + used)
                + ", "
                + unit.words(rest)
                + " not covered";
    }

    private String stoodStill(Row row, Candidate candidate) {
        long seconds = candidate.submission().at().getEpochSecond()
                - candidate.counted().getEpochSecond();
        return seconds == 0
                ? ""
                : ", " + Durations.words(seconds, unit) + " of "
                        + String.join(" and ", term.stoodStillBy(row, candidate)) + " not counted";
    }

    /** Nothing where the words would be the same again. */
    private String rounded(Candidate candidate) {
        String units = unit.words(candidate.units());
        String grace = afterGrace(candidate);
        return grace.isEmpty() && units.equals(Durations.words(candidate.seconds(), unit)) ? "" : " = " + units + grace;
    }

    /** Only where there are fewer units than there would be without it. */
    private String afterGrace(Candidate candidate) {
        LateClock clock = policy.clock();
        LateClock strict = new LateClock(clock.unit(), clock.rounding(), clock.days(), Grace.NONE);
        boolean needed = candidate
                .due()
                .date()
                .filter(date ->
                        strict.units(date, candidate.counted(), term.calendar().zone()) > candidate.units())
                .isPresent();
        return needed ? " after " + Durations.words(clock.grace().seconds(), unit) + " grace" : "";
    }

    private String within(Candidate candidate) {
        Grace grace = policy.clock().grace();
        return candidate.seconds() <= grace.seconds()
                ? ", within the grace of " + Durations.words(grace.seconds(), unit)
                : " = " + unit.words(0) + afterGrace(candidate);
    }

    /** Only where the calendar's date would have made a difference. */
    private String ownDate(Row row, Candidate candidate) {
        boolean needed = row.part()
                .due()
                .filter(due -> policy.clock().isAfter(candidate.submission().at(), due))
                .isPresent();
        if (!needed || candidate.due().why().isEmpty()) {
            return "";
        }
        String why = String.join(" and ", candidate.due().why());
        return candidate
                .due()
                .date()
                .map(date -> ", due " + date(date) + " by " + why)
                .orElse(", thanks to " + why);
    }

    private String date(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, term.calendar().zone());
        return (local.getSecond() == 0 ? MINUTES : SECONDS).format(local);
    }

    private String used(Row row, Decision decision, Account account) {
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
                                + term.checkpoint(row).map(this::date).orElse(""));
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

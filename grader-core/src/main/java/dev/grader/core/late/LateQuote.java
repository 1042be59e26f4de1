package dev.grader.core.late;

import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Operand;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What handing in would cost a student, before it is done.
 *
 * @param id the same as long as the cost is: a student agrees to a cost, not to a second of lateness
 * @param entry of the part, as it would be
 * @param others entries of other parts of the student that would cost something else than now, as units are given out in the
 *     order of due dates or as is best over the term
 * @param refused whether it does not count for the student at all, so that what was handed in before counts, if there is anything
 * @param bonusLost whether it takes a larger bonus for being early from what was handed in before
 * @param sentence for the student: "uses 2 of your 8 practical days; 1 left after hw5 if you hand in nothing else late"
 */
public record LateQuote(
        String id, LedgerEntry entry, List<LedgerEntry> others, boolean refused, boolean bonusLost, String sentence) {
    private static final int ID_BYTES = 12;

    public LateQuote {
        others = List.copyOf(others);
    }

    /**
     * Quotes a submission for one of its members.
     *
     * @param events of the term so far; a submission with the candidate's id among them gives way to it
     * @param candidate without points, as it is not graded yet
     */
    public static LateQuote of(
            Policy policy, Calendar calendar, List<Event> events, Event.Submission candidate, String member) {
        List<Event> without = new ArrayList<>(events);
        without.removeIf(event ->
                event instanceof Event.Submission submission && submission.id().equals(candidate.id()));
        List<Event> with = new ArrayList<>(without);
        with.add(candidate);
        Ledger now = LateEvaluation.evaluate(policy, calendar, without, member);
        Ledger then = LateEvaluation.evaluate(policy, calendar, with, member);
        LedgerEntry entry = then.entry(member, candidate.part());
        List<LedgerEntry> others = then.entries().stream()
                .filter(Predicate.not(entry::equals))
                .filter(other ->
                        !cost(other, policy.operand()).equals(cost(now.entry(member, other.part()), policy.operand())))
                .toList();
        boolean bonusLost =
                isBonusLost(policy, calendar, without, candidate, now.entry(member, candidate.part()), entry);
        boolean refused = isRefused(policy, calendar, without, candidate, entry);
        String cost = sentence(policy, then, candidate, entry, others);
        return new LateQuote(
                id(policy.operand(), candidate, entry, others, refused, bonusLost),
                entry,
                others,
                refused,
                bonusLost,
                cost
                        + (bonusLost ? "; the bonus of what you handed in before is larger, and lost by this" : "")
                        + ifAsked(policy, calendar, with, candidate, entry));
    }

    /** Whether the student has anything to agree to. */
    public boolean isFree() {
        return entry.charged() == 0 && entry.cost().isNothing() && others.isEmpty() && !refused && !bonusLost;
    }

    /**
     * What it costs, for those who are in a team with the student: without reasons, which may be private, and without what is
     * said of the student's other work.
     */
    public String forTeammates(Event.Submission candidate, LateUnit unit, Operand operand) {
        List<String> costs = new ArrayList<>();
        if (counts(candidate)) {
            if (entry.late() > 0) {
                costs.add(unit.words(entry.late()) + " late");
            }
            if (entry.charged() > 0) {
                costs.add("uses " + unit.words(entry.charged()));
            }
            if (!entry.cost().isNothing()) {
                costs.add(CostWords.of(entry.cost(), operand));
            }
        } else if (refused) {
            costs.add("does not count");
        }
        if (bonusLost) {
            costs.add("loses a larger bonus");
        }
        if (!others.isEmpty()) {
            costs.add("changes what other work costs");
        }
        return costs.isEmpty() ? "costs nothing" : String.join(", ", costs);
    }

    private static boolean isRefused(
            Policy policy, Calendar calendar, List<Event> others, Event.Submission candidate, LedgerEntry entry) {
        if (entry.status() == LedgerEntry.Status.EXCUSED) {
            return false;
        }
        if (entry.submission().equals(Optional.of(candidate.id()))) {
            return entry.status() == LedgerEntry.Status.REFUSED;
        }
        // another one may count because it is better or was chosen: would this one, if there were no other?
        List<Event> alone = new ArrayList<>(others);
        alone.removeIf(event -> event instanceof Event.Submission other
                && other.part().equals(entry.part())
                && other.members().contains(entry.member()));
        alone.add(candidate);
        return LateEvaluation.evaluate(policy, calendar, alone, entry.member())
                        .entry(entry.member(), entry.part())
                        .status()
                == LedgerEntry.Status.REFUSED;
    }

    private static boolean isBonusLost(
            Policy policy,
            Calendar calendar,
            List<Event> events,
            Event.Submission candidate,
            LedgerEntry now,
            LedgerEntry then) {
        if (policy.early().equals(Early.NONE) || !then.submission().equals(Optional.of(candidate.id()))) {
            return false;
        }
        Part part = calendar.parts().stream()
                .filter(each -> each.id().equals(candidate.part()))
                .findFirst()
                .orElseThrow();
        BigDecimal gain = EarlyBonus.gain(policy, part, candidate.at(), then.late() == 0, calendar.zone());
        return events.stream()
                .filter(Event.Submission.class::isInstance)
                .map(Event.Submission.class::cast)
                .filter(submission -> now.submission().equals(Optional.of(submission.id())))
                .anyMatch(submission -> EarlyBonus.gain(policy, part, submission.at(), now.late() == 0, calendar.zone())
                                .compareTo(gain)
                        > 0);
    }

    /** Whether the candidate would be the submission that counts. */
    public boolean counts(Event.Submission candidate) {
        return entry.submission().equals(Optional.of(candidate.id()));
    }

    private static String sentence(
            Policy policy, Ledger ledger, Event.Submission candidate, LedgerEntry entry, List<LedgerEntry> others) {
        boolean counts = entry.submission().equals(Optional.of(candidate.id()));
        String own = counts && entry.charged() > 0 ? uses(policy, ledger, entry) : entry.explanation();
        String changed = others.stream()
                .map(other -> "; changes " + other.part() + ": " + other.explanation())
                .collect(Collectors.joining());
        return own + changed;
    }

    /** What asking for more units would make of it, where the policy leaves that to the student; empty when nothing better. */
    private static String ifAsked(
            Policy policy, Calendar calendar, List<Event> events, Event.Submission candidate, LedgerEntry entry) {
        String when = switch (policy.use()) {
            case AUTOMATIC, BEST -> "";
            case OPT_IN -> " before you hand in";
            case RETROACTIVE -> ", now or later";
        };
        if (when.isEmpty() || entry.cost().isNothing() || entry.left() == 0) {
            return "";
        }
        List<Event> asking = new ArrayList<>(events);
        asking.add(new Event.Claim(entry.member(), candidate.part(), entry.left() + entry.charged(), candidate.at()));
        Ledger asked = LateEvaluation.evaluate(policy, calendar, asking, entry.member());
        LedgerEntry better = asked.entry(entry.member(), candidate.part());
        return better.charged() > entry.charged() && better.cost().compareTo(entry.cost()) < 0
                ? "; if you ask for " + asked.unit().words(better.charged()) + when + ": "
                        + CostWords.of(better.cost(), policy.operand())
                : "";
    }

    private static String uses(Policy policy, Ledger ledger, LedgerEntry entry) {
        LedgerEntry last = last(ledger, entry);
        String settled = policy.use() == Use.BEST
                ? ", and as long as this is best for you over the term"
                : " if you hand in nothing else late";
        return "uses " + entry.charged() + " of your " + entry.total() + " "
                + entry.budget().orElse("") + " " + ledger.unit().word(entry.total()) + "; " + last.left()
                + " left after " + last.part() + settled
                + (entry.cost().isNothing() ? "" : "; " + CostWords.of(entry.cost(), policy.operand()));
    }

    /** After which no more units of the budget are used, as things stand. */
    private static LedgerEntry last(Ledger ledger, LedgerEntry entry) {
        List<LedgerEntry> entries = ledger.entries();
        return IntStream.range(entries.indexOf(entry) + 1, entries.size())
                .mapToObj(entries::get)
                .filter(other -> other.budget().equals(entry.budget()) && other.charged() > 0)
                .reduce(entry, (earlier, later) -> later);
    }

    private static String id(
            Operand operand,
            Event.Submission candidate,
            LedgerEntry entry,
            List<LedgerEntry> others,
            boolean refused,
            boolean bonusLost) {
        boolean counts = entry.submission().equals(Optional.of(candidate.id()));
        String costs = counts
                + (refused ? " refused" : "")
                + (bonusLost ? " without bonus\n" : "\n")
                + cost(entry, operand)
                + others.stream().map(other -> cost(other, operand)).collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(costs.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException("every Java has SHA-256", exception);
        }
    }

    private static String cost(LedgerEntry entry, Operand operand) {
        return String.join(
                "\n",
                entry.part(),
                entry.status().name(),
                Integer.toString(entry.charged()),
                entry.budget().orElse(""),
                CostWords.of(entry.cost(), operand),
                "");
    }
}

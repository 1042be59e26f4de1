package dev.grader.api.ledger;

import dev.grader.api.digest.Sha256;
import dev.grader.core.late.Event;
import dev.grader.core.late.LateQuote;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.Policy;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a submission would cost.
 *
 * @param id to be accepted when submitting; the same as long as the cost is
 * @param free whether there is nothing to agree to, for anybody whose work it is
 * @param line of the assignment, as it would be
 * @param others assignments that would then cost something else than now
 * @param explanation one sentence for the student; in a team with what it costs each, by login
 */
public record QuoteView(String id, boolean free, LedgerLine line, List<LedgerLine> others, String explanation) {
    private static final String MARKS_STAY_BEHIND =
            "; the marks that you have do not carry over: what you hand in now is marked by itself";

    public QuoteView {
        others = List.copyOf(others);
    }

    /**
     * For all whose work it is; the lines are those of the one who hands it in.
     *
     * @param mates quotes of the others by login
     * @param leavesMarks whether it would count instead of something that people have marked
     */
    static QuoteView of(
            String login,
            LateQuote quote,
            SortedMap<String, LateQuote> mates,
            Event.Submission candidate,
            Policy policy,
            boolean leavesMarks) {
        return new QuoteView(
                id(login, quote, mates),
                quote.isFree() && mates.values().stream().allMatch(LateQuote::isFree),
                LedgerLine.of(quote.entry(), policy),
                quote.others().stream()
                        .map(entry -> LedgerLine.of(entry, policy))
                        .toList(),
                sentence(login, quote, mates, candidate, policy) + (leavesMarks ? MARKS_STAY_BEHIND : ""));
    }

    /** Changes when what it costs any of them does. */
    private static String id(String login, LateQuote quote, SortedMap<String, LateQuote> mates) {
        if (mates.isEmpty()) {
            return quote.id();
        }
        StringBuilder all = new StringBuilder(login).append(' ').append(quote.id());
        mates.forEach((mate, other) -> all.append('\n').append(mate).append(' ').append(other.id()));
        return Sha256.of(all.toString());
    }

    /** What it costs the student, and by name what it costs others, who may have reasons that are nobody else's business. */
    private static String sentence(
            String login,
            LateQuote quote,
            SortedMap<String, LateQuote> mates,
            Event.Submission candidate,
            Policy policy) {
        String costs = mates.entrySet().stream()
                .filter(mate -> !mate.getValue().isFree())
                .map(mate -> "; " + mate.getKey() + ": "
                        + mate.getValue().forTeammates(candidate, policy.clock().unit(), policy.operand()))
                .collect(Collectors.joining());
        return costs.isEmpty() ? quote.sentence() : login + ": " + quote.sentence() + costs;
    }
}

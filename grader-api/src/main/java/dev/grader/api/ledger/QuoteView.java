package dev.grader.api.ledger;

import dev.grader.core.late.LateQuote;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.Policy;
import java.util.List;

/**
 * What a submission would cost.
 *
 * @param id to be accepted when submitting; the same as long as the cost is
 * @param free whether there is nothing to agree to
 * @param line of the assignment, as it would be
 * @param others assignments that would then cost something else than now
 * @param explanation one sentence for the student
 */
public record QuoteView(String id, boolean free, LedgerLine line, List<LedgerLine> others, String explanation) {
    public QuoteView {
        others = List.copyOf(others);
    }

    static QuoteView of(LateQuote quote, Policy policy) {
        return new QuoteView(
                quote.id(),
                quote.isFree(),
                LedgerLine.of(quote.entry(), policy),
                quote.others().stream()
                        .map(entry -> LedgerLine.of(entry, policy))
                        .toList(),
                quote.sentence());
    }
}

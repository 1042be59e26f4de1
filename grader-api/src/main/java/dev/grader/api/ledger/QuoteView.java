package dev.grader.api.ledger;

import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.Quote;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a submission would cost.
 *
 * @param id to be accepted when submitting; the same as long as the cost is
 * @param others assignments that would then cost something else than now
 */
public record QuoteView(
        String id,
        long lateSeconds,
        int daysLate,
        int daysCharged,
        Optional<String> budget,
        int budgetTotal,
        int budgetBefore,
        BigDecimal penaltyPercent,
        String explanation,
        List<LedgerLine> others) {
    public QuoteView {
        others = List.copyOf(others);
    }

    static QuoteView of(Quote quote) {
        LedgerLine line = quote.line();
        return new QuoteView(
                quote.id(),
                line.lateSeconds(),
                line.daysLate(),
                line.daysCharged(),
                line.budget(),
                line.budgetTotal(),
                line.budgetBefore(),
                line.penaltyPercent(),
                line.explanation(),
                quote.others());
    }
}

package dev.grader.core.late;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a submission would cost if it counted.
 *
 * @param id the same as long as the cost is: a student agrees to a cost, not to a second of lateness
 * @param line of the submission
 * @param others lines of other assignments that would cost something else than now, because days are given out in the order
 *     of due dates
 */
public record Quote(String id, LedgerLine line, List<LedgerLine> others) {
    private static final int ID_BYTES = 12;

    public Quote {
        others = List.copyOf(others);
    }

    /**
     * Quotes a submission.
     *
     * @param counted submissions that count today; one of the same assignment would be replaced
     * @param submission as if it counted
     */
    public static Quote of(LatePolicy policy, List<LateEvent> counted, LateEvent submission) {
        List<LateEvent> then = new ArrayList<>(counted);
        then.removeIf(event -> event.assignment().equals(submission.assignment()));
        then.add(submission);
        Map<String, LedgerLine> now = byAssignment(LateLedger.evaluate(policy, counted));
        Map<String, LedgerLine> after = byAssignment(LateLedger.evaluate(policy, then));
        LedgerLine line = Optional.ofNullable(after.remove(submission.assignment()))
                .orElseThrow(() -> new IllegalStateException("the ledger has no line for the submission"));
        List<LedgerLine> others = after.values().stream()
                .filter(other -> isChanged(now.get(other.assignment()), other))
                .sorted(Comparator.comparing(LedgerLine::assignment))
                .toList();
        return new Quote(id(line, others), line, others);
    }

    private static boolean isChanged(@Nullable LedgerLine now, LedgerLine after) {
        return now == null || !cost(now).equals(cost(after));
    }

    private static Map<String, LedgerLine> byAssignment(List<LedgerLine> lines) {
        return lines.stream().collect(Collectors.toMap(LedgerLine::assignment, Function.identity()));
    }

    private static String id(LedgerLine line, List<LedgerLine> others) {
        String costs = cost(line) + others.stream().map(Quote::cost).collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(costs.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException("every Java has SHA-256", exception);
        }
    }

    private static String cost(LedgerLine line) {
        return line.assignment() + "\n" + line.daysCharged() + "\n"
                + line.budget().orElse("") + "\n"
                + line.penaltyPercent().stripTrailingZeros().toPlainString() + "\n";
    }
}

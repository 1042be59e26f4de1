package dev.grader.core.score;

import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What the evidence of one test comes to, before points are cut to the suite's step.
 *
 * @param share of the points, from 0 to 1
 * @param messages for the student
 * @param staffMessages beyond the evidence itself
 */
record Judgement(Verdict verdict, BigDecimal share, List<String> messages, List<String> staffMessages) {
    private static final int SHARE_DIGITS = 12;

    Judgement {
        messages = List.copyOf(messages);
        staffMessages = List.copyOf(staffMessages);
    }

    static Judgement lost(Verdict verdict, List<String> messages) {
        return new Judgement(verdict, BigDecimal.ZERO, messages, List.of());
    }

    /** Not measured, through no fault of the student. */
    static Judgement infrastructure(String forStaff) {
        return new Judgement(
                Verdict.INFRASTRUCTURE,
                BigDecimal.ZERO,
                List.of("This test could not be measured. That is not your fault; it will be run again."),
                List.of(forStaff));
    }

    /** Passed for all of the points, failed for none, partial between. */
    static Judgement ofShare(BigDecimal share, List<String> messages) {
        if (share.compareTo(BigDecimal.ONE) >= 0) {
            return new Judgement(Verdict.PASSED, BigDecimal.ONE, messages, List.of());
        }
        return new Judgement(share.signum() > 0 ? Verdict.PARTIAL : Verdict.FAILED, share, messages, List.of());
    }

    static BigDecimal fraction(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SHARE_DIGITS, RoundingMode.HALF_UP);
    }
}

package dev.grader.core.measurement;

import dev.grader.core.verdict.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured for one test.
 *
 * @param stop why it could not be measured to the end, or null when it was
 * @param evidence bounded by {@link #MAXIMUM_EVIDENCE}
 * @param output the student's own output and traceback, only from containers that got no hidden input; empty otherwise
 */
public record TestMeasurement(String testId, @Nullable Stop stop, List<Evidence> evidence, String output) {
    public static final int MAXIMUM_EVIDENCE = 256;
    public static final int MAXIMUM_OUTPUT = 16_384;

    public TestMeasurement {
        evidence = List.copyOf(evidence);
        if (evidence.size() > MAXIMUM_EVIDENCE) {
            throw new IllegalArgumentException("more than " + MAXIMUM_EVIDENCE + " pieces of evidence for " + testId);
        }
        if (output.length() > MAXIMUM_OUTPUT) {
            output = output.substring(0, MAXIMUM_OUTPUT) + "\n… cut";
        }
    }

    /**
     * Why a test could not be measured to the end.
     *
     * @param verdict any but those that only scoring can say
     * @param message one sentence for the student, free of hidden values
     * @param detail for staff; may name inputs and values
     */
    public record Stop(Verdict verdict, String message, String detail) {
        public Stop {
            if (verdict == Verdict.PASSED
                    || verdict == Verdict.PARTIAL
                    || verdict == Verdict.FAILED
                    || verdict.isOpen()) {
                throw new IllegalArgumentException("a measurement cannot say " + verdict);
            }
        }
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.SuiteFault;

/** Whose fault it is when the reference solution was stopped: the machine's, or else the suite author's. */
public final class ReferenceStops {
    private ReferenceStops() {}

    /**
     * The fault of the author.
     *
     * @param what the reference does not do
     * @param output more for the author
     * @throws InfrastructureFault when it is the machine's
     */
    public static SuiteFault fault(String what, Stop stop, String output) throws InfrastructureFault {
        String message = "the reference solution " + what + ": " + stop.verdict() + ", " + stop.message() + "; "
                + stop.detail() + "\n" + output;
        if (stop.verdict() == Verdict.INFRASTRUCTURE) {
            throw new InfrastructureFault(message);
        }
        return new SuiteFault(message.strip());
    }
}

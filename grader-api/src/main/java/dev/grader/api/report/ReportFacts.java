package dev.grader.api.report;

import dev.grader.api.ledger.LateLines;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of one assignment have in common. Each is read when a report asks for it, at most once: staff need not know
 * when the last student is done, and what people mark has no lateness in its report.
 */
final class ReportFacts {
    private final Supplier<LateLines> lateLines;
    private final BooleanSupplier over;
    private @Nullable LateLines readLines;
    private @Nullable Boolean readOver;

    /**
     * Facts that are still to be read.
     *
     * @param over whether nobody can hand anything in any more
     */
    ReportFacts(Supplier<LateLines> lateLines, BooleanSupplier over) {
        this.lateLines = lateLines;
        this.over = over;
    }

    LateLines lateLines() {
        LateLines lines = readLines;
        if (lines == null) {
            lines = lateLines.get();
            readLines = lines;
        }
        return lines;
    }

    boolean isOver() {
        Boolean known = readOver;
        if (known == null) {
            known = over.getAsBoolean();
            readOver = known;
        }
        return known;
    }
}

package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Facts.Entered;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import dev.grader.core.gradebook.term.Gradebook.Source;
import dev.grader.core.late.LedgerEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Decides how a student stands in an assignment. */
final class Cells {
    private Cells() {}

    static Cell cell(Facts facts, Column column, CellKey key, LedgerEntry entry) {
        if (entry.status() == LedgerEntry.Status.EXCUSED) {
            return new Cell(new Standing.Excused(), entry, Source.NOTHING);
        }
        Optional<Entered> entered = facts.entered(key);
        if (entered.isPresent()) {
            return new Cell(
                    new Standing.Earned(entered.get().points()),
                    entry,
                    Source.ENTERED,
                    entered.get().comment());
        }
        return switch (entry.status()) {
            case MISSING -> withoutSubmission(facts, column, key, entry);
            case ZERO, REFUSED -> new Cell(new Standing.Earned(BigDecimal.ZERO), entry, Source.SUBMISSION);
            case ON_TIME, COVERED, PENALISED ->
                entry.points()
                        .map(points -> new Cell(new Standing.Earned(points), entry, Source.SUBMISSION))
                        .orElseGet(() -> new Cell(new Standing.Open(), entry, Source.SUBMISSION));
            case EXCUSED -> throw new IllegalStateException("excused is decided before");
        };
    }

    private static Cell withoutSubmission(Facts facts, Column column, CellKey key, LedgerEntry entry) {
        Optional<BigDecimal> marked = facts.marked(key);
        if (marked.isPresent()) {
            return new Cell(new Standing.Earned(marked.get()), entry, Source.MARKED_ONLY);
        }
        return switch (column.kind()) {
            case NONE -> new Cell(new Standing.Open(), entry, Source.NOTHING);
            case CODE, FILE ->
                new Cell(
                        isOver(facts.now(), entry) ? new Standing.Missing() : new Standing.Open(),
                        entry,
                        Source.NOT_HANDED_IN);
        };
    }

    /** In whole seconds, as everywhere. */
    private static boolean isOver(Instant now, LedgerEntry entry) {
        return entry.due()
                .filter(due -> now.getEpochSecond() > due.getEpochSecond())
                .isPresent();
    }
}

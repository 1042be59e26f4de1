package dev.grader.api.term;

import dev.grader.core.gradebook.term.Facts.CellKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/**
 * Points by rubrics, once all graders have released theirs.
 *
 * @param withoutDocument given where nothing was handed in
 * @param ofDocuments by the id of the submission, then by login
 */
record RubricPoints(Map<CellKey, BigDecimal> withoutDocument, Map<UUID, Map<String, BigDecimal>> ofDocuments) {
    Map<String, BigDecimal> ofDocument(UUID submissionId) {
        return ofDocuments.getOrDefault(submissionId, Map.of());
    }
}

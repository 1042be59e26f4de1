package dev.grader.core.late;

import java.time.Instant;
import java.util.Optional;

/**
 * The counted submission of one student for one assignment.
 *
 * @param assignment stable id; assignments with equal due dates are charged in its order
 * @param submittedAt never rewritten; compared in whole seconds
 * @param extendedTo a later due date of this student
 */
public record LateEvent(
        String assignment, String category, Instant due, Instant submittedAt, Optional<Instant> extendedTo) {}

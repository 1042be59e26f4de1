package dev.grader.core.gradebook.rubric;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one grader gives to one student in all.
 *
 * @param assigned whether the grader is to grade this student
 * @param points sum of the released marks; empty until every item of the rubric is released
 */
public record GraderTotal(String grader, boolean assigned, Optional<BigDecimal> points) {}

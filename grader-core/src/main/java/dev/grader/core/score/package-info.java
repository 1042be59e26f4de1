/** Measurements to verdicts and points, as a pure function. */
@NullMarked
package dev.grader.core.score;

import org.jspecify.annotations.NullMarked;

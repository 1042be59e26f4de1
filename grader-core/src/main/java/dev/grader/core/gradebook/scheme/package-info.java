/** Grading schemes as files that people write. */
@NullMarked
package dev.grader.core.gradebook.scheme;

import org.jspecify.annotations.NullMarked;

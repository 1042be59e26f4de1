/** A test suite as teaching assistants declare it. */
@NullMarked
package dev.grader.core.suite;

import org.jspecify.annotations.NullMarked;

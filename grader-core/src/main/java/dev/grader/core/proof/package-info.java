/** How sure a suite's verdicts on its own fixtures are. */
@NullMarked
package dev.grader.core.proof;

import org.jspecify.annotations.NullMarked;

/** The closed list of verdicts and what each means for the student and for a retry. */
@NullMarked
package dev.grader.core.verdict;

import org.jspecify.annotations.NullMarked;

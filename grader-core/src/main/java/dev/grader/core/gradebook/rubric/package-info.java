/** Work that several people mark by a rubric: what each of them gave, what of it counts, and what it comes to. */
@NullMarked
package dev.grader.core.gradebook.rubric;

import org.jspecify.annotations.NullMarked;

/** Marks that people give for the items of a rubric. */
@NullMarked
package dev.grader.api.mark;

import org.jspecify.annotations.NullMarked;

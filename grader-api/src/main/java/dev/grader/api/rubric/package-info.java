/** What several people give for the items of an assignment's rubric. */
@NullMarked
package dev.grader.api.rubric;

import org.jspecify.annotations.NullMarked;

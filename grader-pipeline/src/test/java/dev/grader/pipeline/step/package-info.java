/** Tests of steps. */
@NullMarked
package dev.grader.pipeline.step;

import org.jspecify.annotations.NullMarked;

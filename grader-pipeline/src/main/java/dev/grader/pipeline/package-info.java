/** The steps of a job in one-shot containers. */
@NullMarked
package dev.grader.pipeline;

import org.jspecify.annotations.NullMarked;

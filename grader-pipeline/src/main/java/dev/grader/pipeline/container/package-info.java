/** One-shot containers: the only part that talks to the container engine. */
@NullMarked
package dev.grader.pipeline.container;

import org.jspecify.annotations.NullMarked;

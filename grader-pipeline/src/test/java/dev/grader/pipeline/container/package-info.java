/** Tests of containers. */
@NullMarked
package dev.grader.pipeline.container;

import org.jspecify.annotations.NullMarked;

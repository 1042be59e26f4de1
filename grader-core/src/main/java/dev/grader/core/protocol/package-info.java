/** The framed stream between a worker and the harness in a container. */
@NullMarked
package dev.grader.core.protocol;

import org.jspecify.annotations.NullMarked;

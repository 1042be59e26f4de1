/** Raw arrays as they cross the border of a container. */
@NullMarked
package dev.grader.core.tensor;

import org.jspecify.annotations.NullMarked;

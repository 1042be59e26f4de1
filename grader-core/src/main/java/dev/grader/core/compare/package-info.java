/** Tensors against tensors: bounded error profiles. */
@NullMarked
package dev.grader.core.compare;

import org.jspecify.annotations.NullMarked;

/** Tests of whole jobs. */
@NullMarked
package dev.grader.pipeline;

import org.jspecify.annotations.NullMarked;

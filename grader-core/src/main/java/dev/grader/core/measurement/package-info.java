/** What a worker measured: bounded, versioned, without any score. */
@NullMarked
package dev.grader.core.measurement;

import org.jspecify.annotations.NullMarked;

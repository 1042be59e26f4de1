/** Figures about the worker. */
@NullMarked
package dev.grader.worker.meter;

import org.jspecify.annotations.NullMarked;

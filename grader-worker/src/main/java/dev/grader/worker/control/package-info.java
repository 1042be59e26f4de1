/** Calls of the API by a worker. */
@NullMarked
package dev.grader.worker.control;

import org.jspecify.annotations.NullMarked;

/** Settings of a worker, and how its parts are put together. */
@NullMarked
package dev.grader.worker.config;

import org.jspecify.annotations.NullMarked;

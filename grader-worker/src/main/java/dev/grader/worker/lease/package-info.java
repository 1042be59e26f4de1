/** One leased job: its input, its run, its heartbeat. */
@NullMarked
package dev.grader.worker.lease;

import org.jspecify.annotations.NullMarked;

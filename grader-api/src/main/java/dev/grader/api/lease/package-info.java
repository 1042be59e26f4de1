/** Lending jobs to workers, in a fair order, until their heartbeats stop. */
@NullMarked
package dev.grader.api.lease;

import org.jspecify.annotations.NullMarked;

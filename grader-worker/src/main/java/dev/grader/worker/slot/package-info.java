/** Slots that ask for work, what wakes them, and what keeps them from asking. */
@NullMarked
package dev.grader.worker.slot;

import org.jspecify.annotations.NullMarked;

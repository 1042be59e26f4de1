/** The container engine's state, what kind of machine this is, and containers that nobody owns any more. */
@NullMarked
package dev.grader.worker.engine;

import org.jspecify.annotations.NullMarked;

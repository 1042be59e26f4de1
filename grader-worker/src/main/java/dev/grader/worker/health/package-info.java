/** Whether the worker is ready for work, and why not. */
@NullMarked
package dev.grader.worker.health;

import org.jspecify.annotations.NullMarked;

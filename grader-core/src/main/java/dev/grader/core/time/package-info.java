/** Dates as people of different countries read them. */
@NullMarked
package dev.grader.core.time;

import org.jspecify.annotations.NullMarked;

/** The clocks. */
@NullMarked
package dev.grader.api.time;

import org.jspecify.annotations.NullMarked;

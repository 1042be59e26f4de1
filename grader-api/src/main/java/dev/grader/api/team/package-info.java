/** Students who work together. */
@NullMarked
package dev.grader.api.team;

import org.jspecify.annotations.NullMarked;

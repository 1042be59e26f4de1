/** From the announcement of a zip to an accepted submission. */
@NullMarked
package dev.grader.api.upload;

import org.jspecify.annotations.NullMarked;

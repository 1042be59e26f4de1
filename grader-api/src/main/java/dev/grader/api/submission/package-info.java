/** Accepted submissions. */
@NullMarked
package dev.grader.api.submission;

import org.jspecify.annotations.NullMarked;

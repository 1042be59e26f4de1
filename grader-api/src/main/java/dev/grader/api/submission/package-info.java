/** Accepted submissions and how they are shown. */
@NullMarked
package dev.grader.api.submission;

import org.jspecify.annotations.NullMarked;

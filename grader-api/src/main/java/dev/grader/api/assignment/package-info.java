/** Assignments: when they are due and how often one may try. */
@NullMarked
package dev.grader.api.assignment;

import org.jspecify.annotations.NullMarked;

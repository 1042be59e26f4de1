/** Reads the facts of a course's term, from which ledgers and gradebooks are computed. */
@NullMarked
package dev.grader.api.term;

import org.jspecify.annotations.NullMarked;

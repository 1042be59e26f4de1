/** Grades that people type in or import. */
@NullMarked
package dev.grader.api.entry;

import org.jspecify.annotations.NullMarked;

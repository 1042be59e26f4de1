/** Marks that several people give by the rubric of an assignment. */
@NullMarked
package dev.grader.cli.rubric;

import org.jspecify.annotations.NullMarked;

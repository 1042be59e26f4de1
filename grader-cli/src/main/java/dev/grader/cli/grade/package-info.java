/** Grading by people. */
@NullMarked
package dev.grader.cli.grade;

import org.jspecify.annotations.NullMarked;

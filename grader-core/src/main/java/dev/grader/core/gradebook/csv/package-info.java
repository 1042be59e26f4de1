/** The gradebook as CSV, in the shapes of a spreadsheet and of two learning platforms. */
@NullMarked
package dev.grader.core.gradebook.csv;

import org.jspecify.annotations.NullMarked;

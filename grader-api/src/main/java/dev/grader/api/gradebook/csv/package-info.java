/** The gradebook out to and back from spreadsheets and learning platforms. */
@NullMarked
package dev.grader.api.gradebook.csv;

import org.jspecify.annotations.NullMarked;

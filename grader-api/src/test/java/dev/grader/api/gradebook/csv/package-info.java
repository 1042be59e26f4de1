@NullMarked
package dev.grader.api.gradebook.csv;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.core.gradebook.rubric;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.api.rubric;

import org.jspecify.annotations.NullMarked;

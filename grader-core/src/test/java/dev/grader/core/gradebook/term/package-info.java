@NullMarked
package dev.grader.core.gradebook.term;

import org.jspecify.annotations.NullMarked;

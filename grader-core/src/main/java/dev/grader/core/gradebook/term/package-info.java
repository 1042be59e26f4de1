/** All grades of a course, from the facts of its term. */
@NullMarked
package dev.grader.core.gradebook.term;

import org.jspecify.annotations.NullMarked;

/** The grades of submissions: what they are made of, how they are completed later, and how a new suite changes them. */
@NullMarked
package dev.grader.api.grade;

import org.jspecify.annotations.NullMarked;

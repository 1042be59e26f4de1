/** The grades of a course, computed anew from its facts. */
@NullMarked
package dev.grader.api.gradebook;

import org.jspecify.annotations.NullMarked;

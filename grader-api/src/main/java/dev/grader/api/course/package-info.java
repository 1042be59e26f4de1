/** Courses, their presets, and who belongs to them. */
@NullMarked
package dev.grader.api.course;

import org.jspecify.annotations.NullMarked;

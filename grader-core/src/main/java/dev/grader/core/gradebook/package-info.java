/** What a course's marks come to: components with weights, dropped items, extra credit, and the final grade line by line. */
@NullMarked
package dev.grader.core.gradebook;

import org.jspecify.annotations.NullMarked;

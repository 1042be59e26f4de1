/** What courses begin with. */
@NullMarked
package dev.grader.core.course;

import org.jspecify.annotations.NullMarked;

/** What an assignment came to over all students. */
@NullMarked
package dev.grader.core.gradebook.statistics;

import org.jspecify.annotations.NullMarked;

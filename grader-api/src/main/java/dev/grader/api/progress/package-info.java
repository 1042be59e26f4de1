/** What jobs are doing, for people to watch. */
@NullMarked
package dev.grader.api.progress;

import org.jspecify.annotations.NullMarked;

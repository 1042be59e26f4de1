/** What the API and the workers say to each other. */
@NullMarked
package dev.grader.core.job;

import org.jspecify.annotations.NullMarked;

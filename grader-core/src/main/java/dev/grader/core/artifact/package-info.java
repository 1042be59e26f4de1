/** Files that are handed in instead of code, read strictly and outside of every container. */
@NullMarked
package dev.grader.core.artifact;

import org.jspecify.annotations.NullMarked;

/** Tests and the benchmark of gradebooks. */
@NullMarked
package dev.grader.api.gradebook;

import org.jspecify.annotations.NullMarked;

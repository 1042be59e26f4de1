/** What was handed in, all at once. */
@NullMarked
package dev.grader.api.bulk;

import org.jspecify.annotations.NullMarked;

/** With whom students say that they have worked. */
@NullMarked
package dev.grader.api.collaboration;

import org.jspecify.annotations.NullMarked;

/** Tests of changes to a term. */
@NullMarked
package dev.grader.api.change;

import org.jspecify.annotations.NullMarked;

/** Every error the product can give, with whose fault it is. */
@NullMarked
package dev.grader.core.problem;

import org.jspecify.annotations.NullMarked;

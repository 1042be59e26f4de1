/** What comes with the product to begin from. */
@NullMarked
package dev.grader.core.preset;

import org.jspecify.annotations.NullMarked;

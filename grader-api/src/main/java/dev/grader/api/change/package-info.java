/** Changes of a term: looked at before they are made, and kept with who made them and why. */
@NullMarked
package dev.grader.api.change;

import org.jspecify.annotations.NullMarked;

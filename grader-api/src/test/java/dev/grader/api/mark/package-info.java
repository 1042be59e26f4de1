@NullMarked
package dev.grader.api.mark;

import org.jspecify.annotations.NullMarked;

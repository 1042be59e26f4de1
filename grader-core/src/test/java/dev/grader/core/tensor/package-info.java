@NullMarked
package dev.grader.core.tensor;

import org.jspecify.annotations.NullMarked;

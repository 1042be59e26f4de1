@NullMarked
package dev.grader.api.problem;

import org.jspecify.annotations.NullMarked;

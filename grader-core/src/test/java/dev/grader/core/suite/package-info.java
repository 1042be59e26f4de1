@NullMarked
package dev.grader.core.suite;

import org.jspecify.annotations.NullMarked;

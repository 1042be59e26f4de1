@NullMarked
package dev.grader.api.suite;

import org.jspecify.annotations.NullMarked;

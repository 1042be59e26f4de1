@NullMarked
package dev.grader.core.artifact;

import org.jspecify.annotations.NullMarked;

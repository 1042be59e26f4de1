@NullMarked
package dev.grader.core.archive;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.api.progress;

import org.jspecify.annotations.NullMarked;

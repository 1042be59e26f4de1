@NullMarked
package dev.grader.api.entry;

import org.jspecify.annotations.NullMarked;

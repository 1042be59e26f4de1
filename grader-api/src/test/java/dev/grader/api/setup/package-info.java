@NullMarked
package dev.grader.api.setup;

import org.jspecify.annotations.NullMarked;

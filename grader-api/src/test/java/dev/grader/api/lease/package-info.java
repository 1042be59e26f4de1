@NullMarked
package dev.grader.api.lease;

import org.jspecify.annotations.NullMarked;

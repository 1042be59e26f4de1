@NullMarked
package dev.grader.api.result;

import org.jspecify.annotations.NullMarked;

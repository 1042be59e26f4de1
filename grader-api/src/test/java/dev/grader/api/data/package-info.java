@NullMarked
package dev.grader.api.data;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.api.architecture;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.api.acceptance;

import org.jspecify.annotations.NullMarked;

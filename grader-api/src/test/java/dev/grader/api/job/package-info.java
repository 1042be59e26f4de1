@NullMarked
package dev.grader.api.job;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.api.statistics;

import org.jspecify.annotations.NullMarked;

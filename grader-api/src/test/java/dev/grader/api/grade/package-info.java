@NullMarked
package dev.grader.api.grade;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.grader.standalone;

import org.jspecify.annotations.NullMarked;

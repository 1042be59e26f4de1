/** Models submitted in Java, as they travel between containers. */
@NullMarked
package dev.grader.pipeline.javamodel;

import org.jspecify.annotations.NullMarked;

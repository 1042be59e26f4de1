@NullMarked
package dev.grader.pipeline.javamodel;

import org.jspecify.annotations.NullMarked;

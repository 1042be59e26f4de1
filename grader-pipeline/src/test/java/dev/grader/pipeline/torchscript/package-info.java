@NullMarked
package dev.grader.pipeline.torchscript;

import org.jspecify.annotations.NullMarked;

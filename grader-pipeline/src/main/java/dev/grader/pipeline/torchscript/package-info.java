/** Reads TorchScript archives as data: nothing in them is executed, and no class of theirs is made. */
@NullMarked
package dev.grader.pipeline.torchscript;

import org.jspecify.annotations.NullMarked;

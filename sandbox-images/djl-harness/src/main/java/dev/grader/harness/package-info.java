/**
 * The program inside the DJL container: one framed job on standard input, frames on descriptor 3, then the process
 * halts. The wire format is docs/protocol.md. Nothing here knows of points, tolerances, reference results or labels that
 * are hidden.
 */
@NullMarked
package dev.grader.harness;

import org.jspecify.annotations.NullMarked;

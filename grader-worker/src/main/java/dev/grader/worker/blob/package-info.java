/** Blobs of a lease, verified by their digest. */
@NullMarked
package dev.grader.worker.blob;

import org.jspecify.annotations.NullMarked;

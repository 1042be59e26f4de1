package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** An array with a row per example, of which a model is given some at a time. */
sealed interface Rows permits WireTensor, MappedRows {
    /** How many there are. */
    long rows();

    /** Makes them readable as long as the manager lives. */
    Opened open(NDManager manager);

    /** Rows that can be read. */
    interface Opened {
        /** Copies of some rows, in the order in which they are asked for. */
        NDArray take(long[] rows);

        /** Copies of some rows that follow each other, {@code end} excluded. */
        NDArray range(long start, long end);
    }
}

package dev.grader.pipeline.container;

import java.io.Closeable;
import java.util.Optional;

/** Reads what a container has used. */
interface UsageMeter extends Closeable {
    /** What is known now; empty once the container has ended. */
    Optional<Usage> read();

    @Override
    void close();
}

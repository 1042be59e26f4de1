package dev.grader.pipeline.container;

/** What the threads of a container's streams tell the thread that watches over it. */
enum Signal {
    UNIT_ENDED,
    FINISHED,
    TOO_MUCH_OUTPUT,
    BAD_OUTPUT,
    OUTPUT_CLOSED,
    OUT_OF_MEMORY,
    EXITED,
    /** The engine hung up before the container ended. */
    ENGINE_LOST
}

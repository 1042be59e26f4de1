package dev.grader.pipeline.container;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameException;

/** Takes the frames that a container writes; must not block. */
@FunctionalInterface
public interface FrameSink {
    /** What a frame means for the run. */
    enum Reaction {
        /** Nothing. */
        CONTINUE,
        /** A unit is over: the CPU and wall-clock limits begin anew for the next. */
        UNIT_ENDED,
        /** All is said: the container is killed. */
        FINISHED
    }

    /**
     * Takes one frame.
     *
     * @throws FrameException when it has no place in this container's stream, which then is killed
     */
    Reaction accept(Frame frame) throws FrameException;
}

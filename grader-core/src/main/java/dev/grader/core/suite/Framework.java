package dev.grader.core.suite;

/** In which kind of array a test hands its inputs to the student's code. */
public enum Framework {
    NUMPY,
    TORCH,
    /** Of submissions in Java. */
    DJL
}

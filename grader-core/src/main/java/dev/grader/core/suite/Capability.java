package dev.grader.core.suite;

/** What a worker can run and a suite can ask for. */
public enum Capability {
    CPU,
    GPU
}

package dev.grader.harness.source;

/**
 * Why a class cannot be compiled.
 *
 * @param file empty where it is no file's fault
 * @param line from 1; 0 where it is no line's fault
 */
public record SourceProblem(String file, int line, String message) {
    /** {@code LeNet.java:12: …}, as compilers say it. */
    public String text() {
        return file.isEmpty() ? message : line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}

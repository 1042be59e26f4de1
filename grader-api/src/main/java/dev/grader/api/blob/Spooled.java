package dev.grader.api.blob;

import java.nio.file.Path;

/**
 * Bytes that came in and lie in a temporary file.
 *
 * @param sha256 in hexadecimal
 * @param size in bytes
 */
public record Spooled(Path file, String sha256, long size) {}

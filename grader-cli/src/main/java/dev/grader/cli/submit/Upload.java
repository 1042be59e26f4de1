package dev.grader.cli.submit;

import java.time.Instant;

/** An announced upload; its time counts if the bytes come before it expires. */
public record Upload(String id, Instant receivedAt, Instant expiresAt, Quote quote) {}

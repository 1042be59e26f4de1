package dev.grader.core.late;

/** One part of one student. */
record Row(String member, Part part) {}

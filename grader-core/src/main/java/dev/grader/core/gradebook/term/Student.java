package dev.grader.core.gradebook.term;

/** Somebody who gets a grade. */
public record Student(String login, String name) {}

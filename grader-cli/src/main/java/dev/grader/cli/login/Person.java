package dev.grader.cli.login;

/** A person as the service knows one. */
public record Person(String login, String name, String role) {}

package dev.grader.core.gradebook.csv;

import java.util.Optional;

/**
 * Who is to be a member of a course.
 *
 * @param row as a spreadsheet counts
 * @param name empty where the file does not say
 * @param role student, ta or instructor; empty where the file does not say
 */
public record MemberRow(long row, String login, Optional<String> name, Optional<String> role) {}

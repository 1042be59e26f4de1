package dev.grader.api.member;

/**
 * One mistake in a list of members.
 *
 * @param member place in the list, from 0
 * @param column login or name
 */
record MemberMistake(int member, String column, String message) {}

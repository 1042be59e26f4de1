package dev.grader.api.member;

import dev.grader.api.course.CourseRole;
import java.util.List;

/**
 * A member of a course, as staff see it.
 *
 * @param teams that the member is in now
 */
public record MemberView(String login, String name, CourseRole role, List<TeamName> teams) {
    public MemberView {
        teams = List.copyOf(teams);
    }

    /** One team of a set. */
    public record TeamName(String set, String team) {}
}

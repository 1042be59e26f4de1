package dev.grader.api.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.api.course.CourseRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list changes about the members of a course.
 *
 * @param applied whether it was done, or only shown
 * @param preview of these changes; sent as expected, it makes sure that exactly they are made
 * @param changes in the order of the list
 * @param unchanged members who are as the list says already
 * @param otherNames logins of those who are called otherwise, and stay so since only an administrator names people
 */
public record MemberChanges(
        boolean applied, String preview, List<MemberChange> changes, int unchanged, List<String> otherNames) {
    public MemberChanges {
        changes = List.copyOf(changes);
        otherNames = List.copyOf(otherNames);
    }

    /**
     * Somebody who becomes a member, or is one and changes.
     *
     * @param newPerson whether nobody had this login before
     * @param nameBefore null where it stays
     * @param roleBefore null for who was no member
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MemberChange(
            String login,
            boolean newPerson,
            String name,
            @Nullable String nameBefore,
            CourseRole role,
            @Nullable CourseRole roleBefore) {
        boolean joins() {
            return roleBefore == null;
        }
    }
}

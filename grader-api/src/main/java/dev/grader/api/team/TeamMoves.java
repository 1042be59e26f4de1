package dev.grader.api.team;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new composition of a set of teams changes.
 *
 * @param applied whether it was done, or only shown
 * @param preview of these moves; sent as expected, it makes sure that exactly they are made
 * @param teams how many there are then, with at least one member
 * @param moves by login; who stays is not there
 * @param dissolved teams that nobody is in any more
 */
public record TeamMoves(boolean applied, String preview, int teams, List<Move> moves, List<String> dissolved) {
    public TeamMoves {
        moves = List.copyOf(moves);
        dissolved = List.copyOf(dissolved);
    }

    /**
     * A student who changes teams.
     *
     * @param from null for who was in none
     * @param to null for who is in none then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Move(
            String student,
            String name,
            @Nullable String from,
            @Nullable String to) {}
}

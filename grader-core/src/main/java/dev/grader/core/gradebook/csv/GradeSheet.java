package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.Standing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The grades of a course as a table. */
public record GradeSheet(List<Column> columns, List<Line> lines) {
    public GradeSheet {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
    }

    /**
     * An assignment.
     *
     * @param id unique in the course
     * @param possible points of full marks; empty while they are not known
     */
    public record Column(String id, String title, Optional<BigDecimal> possible) {}

    /**
     * A student.
     *
     * @param standings by assignment; what is not there is open
     * @param grade the final grade; empty while there is none
     */
    public record Line(String login, String name, Map<String, Standing> standings, Optional<BigDecimal> grade) {
        public Line {
            standings = Map.copyOf(standings);
        }

        Standing standing(String assignment) {
            return standings.getOrDefault(assignment, new Standing.Open());
        }
    }
}

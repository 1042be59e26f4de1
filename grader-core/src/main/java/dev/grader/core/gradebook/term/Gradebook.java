package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.FinalGrade;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.scheme.ResolvedScheme;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerEntry;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Every grade of a course: a pure function of what is known, computed anew whenever something changes.
 *
 * @param students in the order of the facts
 * @param scheme with what it names and nobody knows, and what counts in no component
 */
public record Gradebook(List<Column> columns, List<StudentGrades> students, Ledger ledger, ResolvedScheme scheme) {
    public Gradebook {
        columns = List.copyOf(columns);
        students = List.copyOf(students);
    }

    /**
     * The grades of a student.
     *
     * @param cells by the id of the column, one for each
     */
    public record StudentGrades(Student student, Map<String, Cell> cells, FinalGrade grade) {
        public StudentGrades {
            cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        }
    }

    /**
     * What a student has for an assignment.
     *
     * @param entry of the late ledger
     * @param source where the points come from
     * @param comment of who typed them in; may be empty
     */
    public record Cell(Standing standing, LedgerEntry entry, Source source, String comment) {
        Cell(Standing standing, LedgerEntry entry, Source source) {
            this(standing, entry, source, "");
        }

        /** One sentence for the student. */
        public String explanation() {
            return switch (source) {
                case ENTERED -> comment.isBlank() ? "entered by the staff" : "entered by the staff: " + comment;
                case MARKED_ONLY -> "graded by the staff";
                case NOT_HANDED_IN, NOTHING -> nothing();
                case SUBMISSION -> entry.explanation();
            };
        }

        private String nothing() {
            return switch (standing) {
                case Standing.Excused excused -> entry.explanation();
                case Standing.Missing missing -> "nothing handed in";
                case Standing.Open open -> source == Source.NOT_HANDED_IN ? "nothing handed in yet" : "not graded yet";
                case Standing.Earned earned -> entry.explanation();
            };
        }
    }

    /** Where the points of a cell come from. */
    public enum Source {
        SUBMISSION,
        ENTERED,
        /** A rubric, without anything handed in. */
        MARKED_ONLY,
        /** Something can be handed in, and nothing was. */
        NOT_HANDED_IN,
        NOTHING
    }

    /** Computes all grades. */
    public static Gradebook of(Facts facts) {
        record Own(StudentGrades grades, Ledger ledger) {}
        List<Own> all = each(facts, Own::new);
        return new Gradebook(
                facts.columns(),
                all.stream().map(Own::grades).toList(),
                new Ledger(
                        facts.policy().clock().unit(),
                        all.stream()
                                .flatMap(own -> own.ledger().entries().stream())
                                .toList(),
                        all.stream()
                                .flatMap(own -> own.ledger().balances().stream())
                                .toList()),
                facts.resolvedScheme());
    }

    /**
     * The same grades, each student's made into something at once, so that all that they follow from need not be in memory for
     * everybody.
     *
     * @param use for several students at the same time
     * @return in the order of the facts
     */
    public static <T> List<T> each(Facts facts, Function<StudentGrades, T> use) {
        return each(facts, (grades, ledger) -> use.apply(grades));
    }

    private static <T> List<T> each(Facts facts, BiFunction<StudentGrades, Ledger, T> use) {
        ResolvedScheme scheme = facts.resolvedScheme();
        Map<String, Student> students = new HashMap<>();
        facts.students().forEach(student -> students.put(student.login(), student));
        Map<String, T> made = new HashMap<>();
        LateEvaluation.each(
                        facts.policy(),
                        facts.calendar(),
                        facts.events(),
                        (login, ledger) -> Optional.ofNullable(students.get(login))
                                .map(student -> Map.entry(
                                        login, use.apply(grades(facts, student, ledger.index(), scheme), ledger))))
                .forEach(entry -> entry.ifPresent(own -> made.put(own.getKey(), own.getValue())));
        return facts.students().stream()
                .map(student -> Objects.requireNonNull(made.get(student.login())))
                .toList();
    }

    private static StudentGrades grades(Facts facts, Student student, Ledger.Index entries, ResolvedScheme scheme) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Column column : facts.columns()) {
            CellKey key = new CellKey(student.login(), column.id());
            LedgerEntry entry = entries.entry(student.login(), column.id())
                    .orElseThrow(() -> new IllegalStateException("the ledger has no entry of " + key));
            cells.put(column.id(), Cells.cell(facts, column, key, entry));
        }
        Map<String, Standing> standings = new HashMap<>();
        cells.forEach((column, cell) -> standings.put(column, cell.standing()));
        return new StudentGrades(student, cells, scheme.grade(standings));
    }
}

package dev.grader.core.gradebook.csv;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A CSV that cannot be taken, with the mistakes that were found, in the order of the rows. Nothing of it is applied. */
public final class CsvMistakes extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** After so many, the rest of the file is not looked at. */
    static final int SHOWN = 50;

    private final transient List<CsvMistake> mistakes;

    public CsvMistakes(List<CsvMistake> mistakes) {
        super(message(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<CsvMistake> mistakes() {
        return mistakes;
    }

    /** {@link Problem#INVALID_REQUEST} with the list as its member {@code errors}. */
    public ProblemException toProblem() {
        return new ProblemException(Problem.INVALID_REQUEST, message(mistakes), Map.of("errors", mistakes));
    }

    private static String message(List<CsvMistake> mistakes) {
        return mistakes.stream().map(CsvMistake::toString).collect(Collectors.joining("\n"));
    }
}

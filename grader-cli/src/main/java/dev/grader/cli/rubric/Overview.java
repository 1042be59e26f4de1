package dev.grader.cli.rubric;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How far the grading of an assignment is.
 *
 * @param lastMark of the caller, which a release names
 */
record Overview(List<Item> items, BigDecimal maximum, long lastMark, List<Student> students) {
    Overview {
        items = List.copyOf(items);
        students = List.copyOf(students);
    }

    /** One item of the rubric. */
    record Item(String id, String title, BigDecimal points, String description) {}

    /** A document that was handed in. */
    record Document(String id, int attempt, String fileName) {
        /** "upload 2, report.pdf". */
        String words() {
            return "upload " + attempt + ", " + fileName;
        }
    }

    /**
     * One student.
     *
     * @param submission the newest document, to which the points belong
     * @param olderMarks whether there are marks, but all of something older
     */
    record Student(
            String student,
            Optional<Document> submission,
            boolean olderMarks,
            Optional<BigDecimal> points,
            List<String> waitingFor,
            Optional<BigDecimal> spread,
            boolean disputed,
            List<Grader> graders) {
        Student {
            waitingFor = List.copyOf(waitingFor);
            graders = List.copyOf(graders);
        }

        boolean hasDraftsOf(String login) {
            return graders.stream()
                    .anyMatch(grader -> grader.grader().equals(login) && (grader.drafts() || grader.olderDrafts()));
        }

        /** Whether this grader's marks count: those of the assigned ones do, or everybody's where nobody is. */
        boolean isFor(String login) {
            return graders.stream().noneMatch(Grader::assigned)
                    || graders.stream().anyMatch(grader -> grader.grader().equals(login) && grader.assigned());
        }
    }

    /**
     * A grader of a student.
     *
     * @param olderDrafts of an older document
     */
    record Grader(String grader, boolean assigned, Optional<BigDecimal> points, boolean drafts, boolean olderDrafts) {}
}

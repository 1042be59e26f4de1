package dev.grader.cli.rubric;

import dev.grader.cli.rubric.Overview.Document;
import dev.grader.cli.rubric.Overview.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rubric of one student.
 *
 * @param submission the document that is shown
 * @param newer the newest one, when another is shown
 * @param staff what only staff see
 */
record Filled(
        String student,
        List<Item> items,
        BigDecimal maximum,
        Optional<BigDecimal> points,
        Optional<Document> submission,
        Optional<Document> newer,
        List<Feedback> feedback,
        Optional<StaffPart> staff) {
    Filled {
        items = List.copyOf(items);
        feedback = List.copyOf(feedback);
    }

    /** What one grader tells the student. */
    record Feedback(BigDecimal points, String comment, List<ItemFeedback> items) {
        Feedback {
            items = List.copyOf(items);
        }
    }

    /** What one grader tells the student about an item. */
    record ItemFeedback(String item, BigDecimal points, String comment) {}

    /**
     * What staff see beside it.
     *
     * @param olderMarks whether there are marks, but all of something older
     */
    record StaffPart(
            List<String> waitingFor,
            Optional<BigDecimal> spread,
            boolean disputed,
            List<GraderPart> graders,
            boolean olderMarks,
            long lastMark,
            List<Mark> history) {
        StaffPart {
            waitingFor = List.copyOf(waitingFor);
            graders = List.copyOf(graders);
            history = List.copyOf(history);
        }

        /** The newest marks of a grader; none for somebody else. */
        List<Mark> marksOf(String login) {
            return graders.stream()
                    .filter(grader -> grader.grader().equals(login))
                    .findFirst()
                    .map(GraderPart::marks)
                    .orElse(List.of());
        }
    }

    /** What one grader has given. */
    record GraderPart(String grader, boolean assigned, Optional<BigDecimal> points, boolean drafts, List<Mark> marks) {
        GraderPart {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A mark.
     *
     * @param submission id of the document that it is of
     * @param item empty for a comment on the whole work
     */
    record Mark(
            String grader,
            Optional<String> submission,
            String item,
            BigDecimal points,
            String comment,
            Instant markedAt,
            boolean released) {}
}

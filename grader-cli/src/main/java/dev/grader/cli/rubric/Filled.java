package dev.grader.cli.rubric;

import dev.grader.cli.rubric.Overview.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The rubric of one student.
 *
 * @param staff what only staff see
 */
record Filled(
        String student,
        List<Item> items,
        BigDecimal maximum,
        Optional<BigDecimal> points,
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

    /** What staff see beside it. */
    record StaffPart(
            List<String> waitingFor,
            Optional<BigDecimal> spread,
            boolean disputed,
            List<GraderPart> graders,
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
     * @param item empty for a comment on the whole work
     */
    record Mark(String grader, String item, BigDecimal points, String comment, String markedAt, boolean released) {}
}

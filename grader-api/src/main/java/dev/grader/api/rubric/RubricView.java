package dev.grader.api.rubric;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rubric of an assignment as it was filled in for a student.
 *
 * @param student login
 * @param maximum points of all items
 * @param points what the document has: the mean over the graders; null while one is waited for
 * @param submission the document that is shown here; null where there is none
 * @param newer the newest document, when that is not the one that is shown
 * @param feedback what counts, one for each grader, who is not named; nothing while a grader is waited for
 * @param staff what is not for students; missing for them
 */
public record RubricView(
        String student,
        List<RubricItem> items,
        BigDecimal maximum,
        @Nullable BigDecimal points,
        @Nullable Document submission,
        @Nullable Document newer,
        List<Feedback> feedback,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StaffPart staff) {
    public RubricView {
        items = List.copyOf(items);
        feedback = List.copyOf(feedback);
    }

    /**
     * What one grader tells a student.
     *
     * @param comment on the whole work; may be empty
     */
    public record Feedback(BigDecimal points, String comment, List<ItemFeedback> items) {
        public Feedback {
            items = List.copyOf(items);
        }
    }

    /** What one grader tells a student about an item. */
    public record ItemFeedback(String item, BigDecimal points, String comment) {}

    /**
     * What staff see beside it.
     *
     * @param waitingFor logins of assigned graders who have not released every item
     * @param spread between the highest and the lowest total; null with fewer than two
     * @param disputed whether the graders differ by more than a tenth of the points
     * @param olderMarks whether all marks there are were given for something else: an older document, or before there was one
     * @param lastMark of the caller for this assignment; a release names it, so that it releases nothing unseen
     * @param history every mark that was ever given, oldest first
     */
    public record StaffPart(
            List<String> waitingFor,
            @Nullable BigDecimal spread,
            boolean disputed,
            List<GraderPart> graders,
            boolean olderMarks,
            long lastMark,
            List<Mark> history) {
        public StaffPart {
            waitingFor = List.copyOf(waitingFor);
            graders = List.copyOf(graders);
            history = List.copyOf(history);
        }
    }

    /**
     * What one grader has given.
     *
     * @param points released total; null until every item is released
     * @param drafts whether something is not released
     * @param marks newest of each item, released or not; of the whole work with an empty item
     */
    public record GraderPart(
            String grader, boolean assigned, @Nullable BigDecimal points, boolean drafts, List<Mark> marks) {
        public GraderPart {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A mark.
     *
     * @param submission the document that it is of; null where there was none
     */
    public record Mark(
            String grader,
            @Nullable UUID submission,
            String item,
            BigDecimal points,
            String comment,
            Instant markedAt,
            boolean released) {}
}

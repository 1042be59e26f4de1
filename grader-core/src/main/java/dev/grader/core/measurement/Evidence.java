package dev.grader.core.measurement;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.grader.core.compare.ErrorProfile;
import java.util.List;

/** One thing that was measured for a test. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Evidence.Finding.class, name = "finding"),
    @JsonSubTypes.Type(value = Evidence.StoredNumbers.class, name = "stored_numbers"),
    @JsonSubTypes.Type(value = Evidence.Comparison.class, name = "comparison"),
    @JsonSubTypes.Type(value = Evidence.MetricValue.class, name = "metric"),
    @JsonSubTypes.Type(value = Evidence.Note.class, name = "note")
})
public sealed interface Evidence {
    /** A forbidden import or call, found in the syntax tree. */
    record Finding(String rule, String name, String file, int line) implements Evidence {}

    /** Numbers held by an exported model, in units of four bytes. */
    record StoredNumbers(long count) implements Evidence {}

    /**
     * A tensor against another.
     *
     * @param name what was compared, in words for the student: "case 2, output 1", "gradient of argument 0"
     */
    record Comparison(String name, Judge judge, ErrorProfile profile) implements Evidence {}

    /** By what a tensor is judged. */
    enum Judge {
        REFERENCE,
        CENTRAL_DIFFERENCES
    }

    /**
     * The metric of one training.
     *
     * @param seedIndex which of the suite's secret seeds
     * @param examples rows of the hidden split
     * @param curve training loss and accuracy per epoch as the harness printed them: for display only
     */
    record MetricValue(int seedIndex, double value, int examples, List<CurvePoint> curve) implements Evidence {
        public MetricValue {
            curve = List.copyOf(curve);
        }
    }

    /** One epoch of a learning curve. */
    record CurvePoint(int epoch, double loss, double accuracy) {}

    /** Something that the student should know and that decides nothing. */
    record Note(String text) implements Evidence {}
}

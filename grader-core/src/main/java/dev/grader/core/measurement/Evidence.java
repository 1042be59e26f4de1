package dev.grader.core.measurement;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.grader.core.compare.ErrorProfile;
import java.util.List;

/** One thing that was measured for a test. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Evidence.Finding.class, name = "finding"),
    @JsonSubTypes.Type(value = Evidence.Flag.class, name = "flag"),
    @JsonSubTypes.Type(value = Evidence.StoredNumbers.class, name = "stored_numbers"),
    @JsonSubTypes.Type(value = Evidence.ModelContents.class, name = "model_contents"),
    @JsonSubTypes.Type(value = Evidence.SubmissionSize.class, name = "submission_size"),
    @JsonSubTypes.Type(value = Evidence.Comparison.class, name = "comparison"),
    @JsonSubTypes.Type(value = Evidence.MetricValue.class, name = "metric"),
    @JsonSubTypes.Type(value = Evidence.CurveLoss.class, name = "curve_loss"),
    @JsonSubTypes.Type(value = Evidence.Note.class, name = "note")
})
public sealed interface Evidence {
    /**
     * Something that a rule forbids.
     *
     * @param rule {@code import} or {@code call}, found in the syntax tree, or one of the constants
     * @param name what was found; of a file rule the pattern
     */
    record Finding(String rule, String name, String file, int line) implements Evidence {
        public static final String MISSING_FILE = "missing_file";
        public static final String FORBIDDEN_FILE = "forbidden_file";
    }

    /**
     * Something that a person should look at; it costs nothing.
     *
     * @param rule {@code import} or {@code call}, or what else it is about
     */
    record Flag(String rule, String name, String file, int line) implements Evidence {
        /** The further trainings near to a cut-off did not all end well, and none of them counts. */
        public static final String FURTHER_TRAININGS = "further trainings";
    }

    /** Numbers held by an exported model, in units of four bytes. */
    record StoredNumbers(long count) implements Evidence {}

    /**
     * What an exported model holds.
     *
     * @param written numbers in the model's code, lists and text, beyond what ordinary code has
     * @param tensors by name; those that the test asks for are there, of others only as many as the record may hold
     */
    record ModelContents(long parameters, long buffers, long constants, long written, List<NamedShape> tensors)
            implements Evidence {
        public static final int MAXIMUM_TENSORS = 500;

        public ModelContents {
            tensors = List.copyOf(tensors);
        }

        /** All numbers together. */
        public long all() {
            return parameters + buffers + constants + written;
        }
    }

    /** A parameter or buffer. */
    record NamedShape(String name, List<Long> shape, boolean parameter) {
        public NamedShape {
            shape = List.copyOf(shape);
        }
    }

    /** The submission, unpacked. */
    record SubmissionSize(long bytes) implements Evidence {}

    /**
     * A tensor against another.
     *
     * @param name what was compared, in words for the student: "case 2, output 1", "gradient of argument 0"
     */
    record Comparison(String name, Judge judge, ErrorProfile profile) implements Evidence {}

    /** By what a tensor is judged. */
    enum Judge {
        /** The reference's tensor. */
        REFERENCE,
        /** An array that the suite gives. */
        EXPECTED,
        /** The student's own output for inputs that belong together. */
        PROPERTY,
        /** The student's own output for other inputs, from which it must differ: a constant has every property. */
        DEPENDENCE,
        /** Slopes of the student's own forward. */
        CENTRAL_DIFFERENCES
    }

    /**
     * The metric of one training.
     *
     * @param seedIndex which of the suite's secret seeds
     * @param examples rows of the hidden split
     * @param standardError of the value, for the hidden split is a sample too; 0 where it is not known
     * @param curve training loss and accuracy per epoch as the harness printed them: for display only
     */
    record MetricValue(int seedIndex, double value, int examples, double standardError, List<CurvePoint> curve)
            implements Evidence {
        public MetricValue {
            curve = List.copyOf(curve);
        }

        public MetricValue(int seedIndex, double value, int examples, List<CurvePoint> curve) {
            this(seedIndex, value, examples, 0, curve);
        }
    }

    /**
     * The loss of the model at one moment of a training, computed from its predictions.
     *
     * @param at epochs (or steps) that it was trained for
     * @param value of the curve's measure
     * @param chance what knowing nothing gives, ln C for C classes; 0 where that is not known
     */
    record CurveLoss(int seedIndex, Moment moment, int at, double value, double chance) implements Evidence {}

    /** When the loss of a curve was measured. */
    enum Moment {
        BEGINNING,
        CHECKPOINT,
        END,
        /** After the second training, on few rows. */
        FEW_ROWS
    }

    /** One epoch of a learning curve. */
    record CurvePoint(int epoch, double loss, double accuracy) {}

    /** Something that the student should know and that decides nothing. */
    record Note(String text) implements Evidence {}
}

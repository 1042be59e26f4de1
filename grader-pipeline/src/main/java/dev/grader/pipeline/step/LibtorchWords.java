package dev.grader.pipeline.step;

import dev.grader.core.artifact.TorchFile;
import dev.grader.core.measurement.TestMeasurement.Stop;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What libtorch says of models that are newer than it, in plain language. */
final class LibtorchWords {
    private static final Pattern UNKNOWN =
            Pattern.compile("Unknown builtin op: ([\\w:.]+)|(?:unsupported|Unknown) operator[^\\w]+([\\w:.]+)");

    private LibtorchWords() {}

    static Stop explain(Stop stop) {
        Matcher unknown = UNKNOWN.matcher(stop.message());
        if (!unknown.find()) {
            return stop;
        }
        String operator = unknown.group(1) == null ? unknown.group(2) : unknown.group(1);
        return new Stop(
                stop.verdict(),
                "the model uses the operator " + operator + ", which libtorch " + TorchFile.LIBTORCH
                        + " of the grader does not have: it was saved by a newer PyTorch; save it with PyTorch "
                        + TorchFile.LIBTORCH + " or older",
                stop.detail());
    }
}

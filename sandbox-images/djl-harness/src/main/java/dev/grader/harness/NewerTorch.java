package dev.grader.harness;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What libtorch says of models that were made by a newer torch, in plain language with both versions. */
final class NewerTorch {
    private static final Pattern OPERATOR =
            Pattern.compile("Unknown builtin op: ([\\w:]+)|(?:[Uu]nsupported|[Uu]nknown) operator[^\\w]+([\\w:]+)");
    private static final Pattern FORMAT =
            Pattern.compile("file with version (\\d+), but the maximum supported version for reading is (\\d+)");

    private NewerTorch() {}

    /**
     * The reason, if it is that.
     *
     * @param message of libtorch
     * @param version of libtorch
     */
    static Optional<String> reason(String message, String version) {
        Matcher operator = OPERATOR.matcher(message);
        if (operator.find()) {
            String name = operator.group(1) == null ? operator.group(2) : operator.group(1);
            return Optional.of("the model uses the operator " + name + ", which libtorch " + version
                    + " of the grader does not have: it was saved by a newer PyTorch; save it with PyTorch " + version
                    + " or older");
        }
        Matcher format = FORMAT.matcher(message);
        return format.find()
                ? Optional.of("the model has version " + format.group(1) + " of the TorchScript format, but libtorch "
                        + version + " of the grader reads versions up to " + format.group(2)
                        + ": it was saved by a newer PyTorch; save it with PyTorch " + version + " or older")
                : Optional.empty();
    }
}

package dev.grader.pipeline.step;

import java.util.Set;

/** A student's error in a sentence. Where inputs are hidden, nothing that the student's code could have put a value into. */
final class ErrorWords {
    private static final Set<String> KNOWN_TYPES = Set.of(
            "ArithmeticError",
            "AssertionError",
            "AttributeError",
            "EOFError",
            "FileNotFoundError",
            "FloatingPointError",
            "ImportError",
            "IndexError",
            "KeyError",
            "LookupError",
            "ModuleNotFoundError",
            "NameError",
            "NotImplementedError",
            "OSError",
            "OverflowError",
            "PermissionError",
            "RecursionError",
            "ResultError",
            "RuntimeError",
            "StopIteration",
            "SystemExit",
            "TypeError",
            "UnboundLocalError",
            "ValueError",
            "ZeroDivisionError");

    private ErrorWords() {}

    static String of(UnitOutcome.Raised error, boolean hidden) {
        if (hidden) {
            String type = KNOWN_TYPES.contains(error.type()) ? error.type() : "an error";
            return located(error, true) + "the code raised " + type + " on a hidden input";
        }
        String type = error.type().isEmpty() ? "an error" : error.type();
        return located(error, false) + type + (error.message().isEmpty() ? "" : ": " + error.message());
    }

    /** Where it was, ending in a colon; a line number can hold next to nothing, a file's name could be made up. */
    static String located(UnitOutcome.Raised error, boolean hidden) {
        if (error.file().isEmpty() || error.line() <= 0) {
            return "";
        }
        return hidden ? "line " + error.line() + ": " : error.file() + ", line " + error.line() + ": ";
    }
}

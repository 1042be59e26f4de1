package dev.grader.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Says in the words of the command line what the service says in those of its JSON: {@code --allow-above} for
 * {@code allowAbove} or {@code allow_above}. Names of one word read well enough in both.
 */
final class FlagNames {
    /** What a field has at its end where the flag's description says it. */
    private static final String UNITS = "(?:Seconds|Megabytes)?";

    /** Where a field is in what was sent: a command sends one decision, or one assignment. */
    private static final String PLACE = "(?:\\w+(?:\\.?\\[\\d+])?\\.)*";

    private FlagNames() {}

    static String in(String message, CommandSpec command) {
        String text = message;
        for (OptionSpec option : command.options()) {
            String flag = option.longestName();
            String[] words = flag.replaceFirst("^--", "").split("-", -1);
            if (flag.startsWith("--") && words.length > 1) {
                Pattern field = Pattern.compile("(?<![\\w.\\]-])" + PLACE + "(?:" + camel(words) + UNITS + "|"
                        + String.join("_", words) + ")(?![\\w-]|\\.\\w)");
                text = field.matcher(text).replaceAll(Matcher.quoteReplacement(flag));
            }
        }
        return text;
    }

    private static String camel(String[] words) {
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }
}

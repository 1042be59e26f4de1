package dev.grader.pipeline.torchscript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code of a TorchScript archive, as text: which attributes are parameters, and how many numbers are written in it. */
final class CodeText {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d[\\w.]*(?:(?<=[eE])[+-]\\d+)?");
    /** A number with so many characters does not fit into four bytes. */
    private static final int LONG_NUMBER = 11;

    private static final int CHARACTERS_PER_NUMBER = 4;

    private CodeText() {}

    /**
     * Names of the parameters of a class.
     *
     * @param code of the file that the class is in
     */
    static Set<String> parameters(byte[] code, String className) {
        String text = new String(code, StandardCharsets.UTF_8);
        Matcher matcher = Pattern.compile("(?m)^class " + Pattern.quote(className)
                        + "\\(Module\\):\\R  __parameters__ = \\[([^\\]\\n]*)\\]")
                .matcher(text);
        if (!matcher.find()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        Arrays.stream(matcher.group(1).split(","))
                .map(name -> name.replace("\"", "").strip())
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    /** Numbers of four bytes that literals and text of the code could hold. */
    static long written(byte[] code) {
        String text = new String(code, StandardCharsets.UTF_8);
        long count = 0;
        StringBuilder rest = new StringBuilder();
        int at = 0;
        // By hand, because a regular expression would go back to every quotation mark of a text that never ends.
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character != '"' && character != '\'') {
                rest.append(character);
                at++;
                continue;
            }
            int end = endOfText(text, at);
            boolean closed = end < text.length() && text.charAt(end) == character;
            count += (end - at - 1) / CHARACTERS_PER_NUMBER;
            // Whether libtorch would take it for text is unknown, so its numbers count as well.
            rest.append(closed ? "''" : text.substring(at, end));
            at = closed ? end + 1 : end;
        }
        Matcher numbers = NUMBER.matcher(rest);
        while (numbers.find()) {
            count += numbers.end() - numbers.start() >= LONG_NUMBER ? 2 : 1;
        }
        return count;
    }

    /** Where the closing quotation mark is, or else the end of the line. */
    private static int endOfText(String text, int begin) {
        int at = begin + 1;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != text.charAt(begin)) {
            boolean escapes = text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n';
            at += escapes ? 2 : 1;
        }
        return at;
    }

    /** Numbers of four bytes that a text could hold. */
    static long written(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS_PER_NUMBER);
    }
}

package dev.grader.core.gradebook.csv;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the two platforms write into the first row besides the names of assignments. */
final class HeaderWords {
    static final String CANVAS_LOGIN = "sis login id";
    static final Set<String> MOODLE_IDS = Set.of("username", "id number", "email address");
    static final String PLAIN_LOGIN = "student";
    static final String PLAIN_GRADE = "final grade";

    private static final Set<String> PLAIN = Set.of("name", PLAIN_GRADE);
    private static final Set<String> CANVAS =
            Set.of("student", "id", "sis user id", "root account", "section", "integration id");
    private static final Pattern CANVAS_TOTAL =
            Pattern.compile(".*\\b(current|final|override) (score|points|grade)|override status");
    private static final Set<String> MOODLE = Set.of(
            "first name",
            "last name",
            "surname",
            "full name",
            "institution",
            "department",
            "last downloaded from this course");
    private static final Pattern MOODLE_TOTAL =
            Pattern.compile("course total.*|category total.*|.*\\((feedback|percentage|letter)\\)");
    /** The number of Canvas, the display of Moodle, and the kind of activity that Moodle puts in front. */
    private static final Pattern AROUND = Pattern.compile(
            "^(?:(?:assignment|quiz|manual item|external tool|lti): *)?(.*?)(?: \\((?:[0-9]+|real)\\))?$",
            Pattern.CASE_INSENSITIVE);

    private HeaderWords() {}

    /** Whether a column of that name holds no points of an assignment. */
    static boolean isOther(CsvShape shape, String header) {
        String word = word(header);
        return switch (shape) {
            case PLAIN -> PLAIN.contains(word);
            case CANVAS -> CANVAS.contains(word) || CANVAS_TOTAL.matcher(word).matches();
            case MOODLE -> MOODLE.contains(word) || MOODLE_TOTAL.matcher(word).matches();
        };
    }

    /** Whether an assignment of that title would be taken for something else. */
    static boolean isReserved(String title) {
        String word = word(title);
        return word.isEmpty()
                || word.equals(CANVAS_LOGIN)
                || word.equals(PLAIN_LOGIN)
                || MOODLE_IDS.contains(word)
                || isOther(CsvShape.PLAIN, title)
                || isOther(CsvShape.CANVAS, title)
                || isOther(CsvShape.MOODLE, title);
    }

    /** The name without what the platforms put around it. */
    static String bare(String header) {
        return AROUND.matcher(header.strip()).replaceFirst("$1");
    }

    static String word(String header) {
        return header.strip().toLowerCase(Locale.ROOT);
    }
}

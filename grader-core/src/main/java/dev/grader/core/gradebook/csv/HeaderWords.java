package dev.grader.core.gradebook.csv;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the two platforms write into the first row besides the names of assignments.
 *
 * <p>Canvas, by {@code lib/gradebook_exporter.rb} and {@code lib/gradebook_importer.rb} of
 * <a href="https://github.com/instructure/canvas-lms">instructure/canvas-lms</a>: {@code Student}, or {@code LastName} and
 * {@code FirstName}, then {@code ID}, {@code SIS User ID}, {@code SIS Login ID}, {@code Integration ID}, {@code Root Account},
 * {@code Section} by their places; assignments as {@code Title (id)}; and every column whose name has {@code Current Score}
 * and the like anywhere in it is a total, also of an assignment of that title.
 *
 * <p>Moodle, by {@code grade/export/txt/grade_export_txt.php} and {@code grade/import/csv/classes/load_data.php} of
 * <a href="https://github.com/moodle/moodle">moodle/moodle</a>: profile fields, {@code Suspended}, items as {@code Kind: Title
 * (Real)} with their {@code (Feedback)}, {@code Last downloaded from this course}. Who imports says there which column names
 * the user (user name, ID number or e-mail address) and which item each other one is.
 */
final class HeaderWords {
    static final String CANVAS_LOGIN = "sis login id";
    static final String CANVAS_USER = "sis user id";
    static final Set<String> MOODLE_IDS = Set.of("username", "id number", "email address");
    static final String PLAIN_LOGIN = "student";
    static final String PLAIN_GRADE = "final grade";

    private static final Set<String> PLAIN = Set.of("name", PLAIN_GRADE);
    private static final Set<String> CANVAS =
            Set.of("student", "lastname", "firstname", "id", "root account", "section", "integration id");
    private static final Pattern CANVAS_TOTAL =
            Pattern.compile("(?:current|final|override) (?:score|points|grade)|override status");
    private static final Set<String> MOODLE = Set.of(
            "first name",
            "last name",
            "surname",
            "full name",
            "institution",
            "department",
            "suspended",
            "last downloaded from this course");
    private static final Pattern MOODLE_TOTAL =
            Pattern.compile("course total.*|category total.*|.*\\((feedback|percentage|letter)\\)");
    /** The number of Canvas, the display of Moodle, and the kind of activity that Moodle puts in front. */
    private static final Pattern AROUND = Pattern.compile(
            "^(?:(?:assignment|quiz|forum|workshop|lesson|h5p|scorm package|manual item|external tool|lti): *)?(.*?)(?: \\((?:[0-9]+|real)\\))?$",
            Pattern.CASE_INSENSITIVE);

    private HeaderWords() {}

    /** Whether a column of that name holds no points of an assignment. */
    static boolean isOther(CsvShape shape, String header) {
        String word = word(header);
        return switch (shape) {
            case PLAIN -> PLAIN.contains(word);
            case CANVAS -> CANVAS.contains(word) || isCanvasTotal(word);
            case MOODLE -> MOODLE.contains(word) || MOODLE_TOTAL.matcher(word).matches();
        };
    }

    /** Whether Canvas leaves out a column of that name, whatever else is in it. */
    static boolean isCanvasTotal(String header) {
        return CANVAS_TOTAL.matcher(word(header)).find();
    }

    /** Whether a column of that name says whose row it is, in any shape. */
    static boolean isLogin(String header) {
        String word = word(header);
        return word.equals(PLAIN_LOGIN) || word.equals(CANVAS_LOGIN) || MOODLE_IDS.contains(word);
    }

    /** Whether an assignment of that title would be taken for something else. */
    static boolean isReserved(String title) {
        String word = word(title);
        return word.isEmpty()
                || word.equals(CANVAS_USER)
                || isLogin(word)
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

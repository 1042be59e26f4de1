package dev.grader.core.gradebook.csv;

/** For whom a CSV is made. */
public enum CsvShape {
    /** For a spreadsheet: logins, names, a column by the name of each assignment, the final grade. */
    PLAIN,
    /** As Canvas imports a gradebook. */
    CANVAS,
    /** As Moodle imports grades. */
    MOODLE
}

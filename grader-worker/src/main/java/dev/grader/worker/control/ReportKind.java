package dev.grader.worker.control;

import java.util.Locale;

/** What a finished job sends. */
public enum ReportKind {
    MEASUREMENT,
    CALIBRATION;

    /** Last part of the path of the call, and of the name on disk. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

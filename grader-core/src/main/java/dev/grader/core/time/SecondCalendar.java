package dev.grader.core.time;

import java.time.LocalDate;

/** A calendar in which a course shows dates besides the civil one. */
public enum SecondCalendar {
    /** The calendar of Iran, which begins a year at the spring equinox. */
    SOLAR_HIJRI {
        @Override
        public String show(LocalDate date) {
            return SolarHijri.show(date);
        }
    };

    /** A civil date in this calendar, such as 1 Azar 1402. */
    public abstract String show(LocalDate date);
}

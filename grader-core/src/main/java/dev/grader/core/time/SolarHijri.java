package dev.grader.core.time;

import com.github.mfathi91.time.PersianDate;
import com.github.mfathi91.time.PersianMonth;
import java.time.LocalDate;

/** Dates in the Solar Hijri calendar, with the names of its months in Latin letters. */
public final class SolarHijri {
    private SolarHijri() {}

    /** A civil date as 1 Azar 1402, which is 22 November 2023. */
    public static String show(LocalDate date) {
        PersianDate persian = PersianDate.fromGregorian(date);
        return persian.getDayOfMonth() + " " + name(persian.getMonth()) + " " + persian.getYear();
    }

    private static String name(PersianMonth month) {
        return switch (month) {
            case FARVARDIN -> "Farvardin";
            case ORDIBEHESHT -> "Ordibehesht";
            case KHORDAD -> "Khordad";
            case TIR -> "Tir";
            case MORDAD -> "Mordad";
            case SHAHRIVAR -> "Shahrivar";
            case MEHR -> "Mehr";
            case ABAN -> "Aban";
            case AZAR -> "Azar";
            case DEY -> "Dey";
            case BAHMAN -> "Bahman";
            case ESFAND -> "Esfand";
        };
    }
}

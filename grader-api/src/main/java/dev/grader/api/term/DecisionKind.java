package dev.grader.api.term;

/** Kinds of decisions, with the section of an events file in which they are written. */
public enum DecisionKind {
    EXTENSION("extensions"),
    OUTAGE("outages"),
    EXCUSE("excused"),
    ACCOMMODATION("accommodations"),
    BUDGET_CHANGE("budget_changes"),
    CLAIM("claims"),
    CHOICE("choices");

    private final String section;

    DecisionKind(String section) {
        this.section = section;
    }

    /** Whether when something is due or ends for a student depends on it. */
    boolean movesDates() {
        return switch (this) {
            case EXTENSION, OUTAGE, EXCUSE, ACCOMMODATION, BUDGET_CHANGE -> true;
            case CLAIM, CHOICE -> false;
        };
    }

    public String section() {
        return section;
    }
}

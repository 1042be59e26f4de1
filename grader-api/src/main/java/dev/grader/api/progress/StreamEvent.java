package dev.grader.api.progress;

/** What goes to somebody who watches a submission. */
sealed interface StreamEvent {
    /** One row of progress. */
    record Step(int sequence, String body) implements StreamEvent {}

    /** The submission's state, now or changed. */
    record State(String name) implements StreamEvent {}

    /** Nothing has happened; keeps proxies from closing the line. */
    record StillHere() implements StreamEvent {}

    /** Nothing more will happen. */
    record End(String submission) implements StreamEvent {}
}

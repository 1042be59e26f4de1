package dev.grader.standalone;

/** A running part: the database or the broker. */
interface Part extends AutoCloseable {
    /** The name in the ready line and of the part's folder. */
    String name();

    /** Where to reach it, with user and password. */
    String url();

    @Override
    void close();
}

package dev.grader.core.suite;

/** A {@code .npy} file of a data set. */
public sealed interface DataFile {
    /** How it is called in messages. */
    String label();

    /** A small one that travels with the suite, by its path in the bundle. */
    record Bundled(String path) implements DataFile {
        @Override
        public String label() {
            return path;
        }
    }

    /**
     * A large one from the data store: uploaded once, fetched once per worker, known by its digest alone.
     *
     * @param name for people, and in the folder {@code data} of a suite that is tried locally
     * @param sha256 lower-case hexadecimal
     * @param bytes its size
     */
    record Stored(String name, String sha256, long bytes) implements DataFile {
        public Stored {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 digest");
            }
        }

        @Override
        public String label() {
            return name;
        }
    }
}

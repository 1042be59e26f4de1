package dev.grader.api.upload;

import dev.grader.api.suite.PublishedSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the bytes of an upload must be. */
sealed interface Demand {
    /** What a suite grades. */
    record Code(PublishedSuite suite) implements Demand {
        @Override
        public List<String> check(Path bytes, String fileName) {
            return RequiredFiles.check(bytes, fileName, suite);
        }

        @Override
        public Optional<Long> suiteId() {
            return Optional.of(suite.id());
        }
    }

    /**
     * What people read.
     *
     * @param types endings of names that are taken; empty for any
     * @param megabytes cap on what a zip holds
     */
    record Document(List<String> types, int megabytes) implements Demand {
        public Document {
            types = List.copyOf(types);
        }

        @Override
        public List<String> check(Path bytes, String fileName) {
            return Documents.check(bytes, fileName, types, megabytes);
        }

        @Override
        public Optional<Long> suiteId() {
            return Optional.empty();
        }
    }

    /**
     * The files that came.
     *
     * @throws dev.grader.core.problem.ProblemException when the bytes are not what is asked for
     */
    List<String> check(Path bytes, String fileName);

    /** The suite that the bytes are checked for, if one is. */
    Optional<Long> suiteId();
}

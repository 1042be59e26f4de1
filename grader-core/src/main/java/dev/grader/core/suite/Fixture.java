package dev.grader.core.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A solution that comes with the suite, and what the suite must make of it before it is published. */
public sealed interface Fixture {
    /** Folder inside the suite's bundle. */
    String path();

    /** Gets full marks, and is what others are compared with. */
    record Reference(String path) implements Fixture {}

    /** What students begin with; gets at most {@code atMost} points. */
    record Starter(String path, BigDecimal atMost) implements Fixture {}

    /** Right, but written differently; gets full marks. */
    record Correct(String path) implements Fixture {}

    /**
     * Wrong on purpose.
     *
     * @param mustLose tests that it must not pass
     * @param mayLose further tests that it may lose, each with the reason
     */
    record Wrong(String path, List<String> mustLose, Map<String, String> mayLose) implements Fixture {
        public Wrong {
            mustLose = List.copyOf(mustLose);
            mayLose = Map.copyOf(mayLose);
        }
    }
}

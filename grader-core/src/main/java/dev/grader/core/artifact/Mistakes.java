package dev.grader.core.artifact;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file, the first few of it. */
final class Mistakes {
    private static final int SHOWN = 5;

    private final String file;
    private final List<String> found = new ArrayList<>();

    Mistakes(String file) {
        this.file = file;
    }

    /** Goes on until there are more than can be shown. */
    void add(String mistake) throws UnreadableArtifactException {
        found.add(mistake);
        if (found.size() > SHOWN) {
            throwIfAny();
        }
    }

    void throwIfAny() throws UnreadableArtifactException {
        if (!found.isEmpty()) {
            throw new UnreadableArtifactException(file + ", "
                    + String.join("; ", found.subList(0, Math.min(SHOWN, found.size())))
                    + (found.size() > SHOWN ? "; and more" : ""));
        }
    }
}

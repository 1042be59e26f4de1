package dev.grader.cli.demo;

import dev.grader.cli.terminal.Terminal;
import dev.grader.cli.terminal.Terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** What was promised, and whether it came out so. */
final class Checklist {
    private final List<Line> lines = new ArrayList<>();

    private record Line(String promise, boolean kept, String instead) {}

    /**
     * Notes a promise.
     *
     * @param instead what came out, shown when it was not kept
     */
    void check(String promise, boolean kept, String instead) {
        lines.add(new Line(promise, kept, instead));
    }

    boolean allKept() {
        return lines.stream().allMatch(Line::kept);
    }

    void show(Terminal terminal) {
        for (Line line : lines) {
            terminal.say(
                    line.kept()
                            ? terminal.style(Style.GREEN, "  as declared  ") + line.promise()
                            : terminal.style(Style.RED, "  NOT          ") + line.promise() + " — instead: "
                                    + line.instead());
        }
    }
}

package dev.grader.cli.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.proof.MarginView;
import dev.grader.cli.suite.SuiteVersion.FixtureResult;
import dev.grader.cli.suite.SuiteVersion.Report;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;

/** A suite version on the terminal. */
final class SuiteView {
    private static final int SHOWN_DIGITS = 12;

    private final Terminal terminal;

    SuiteView(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Shows it.
     *
     * @return the exit status: a refused suite is a failure
     */
    int show(SuiteVersion version) {
        version.report().ifPresent(this::report);
        terminal.data("Suite version " + version.version() + " ("
                + version.digest()
                        .substring(0, Math.min(SHOWN_DIGITS, version.digest().length())) + "…): "
                + version.state());
        return version.isPublished() || version.isProving() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void report(Report report) {
        Table table = new Table("SOLUTION", "KIND", "POINTS", "AS DECLARED");
        for (FixtureResult fixture : report.fixtures()) {
            table.row(
                    fixture.path(),
                    fixture.kind(),
                    points(fixture),
                    fixture.points().isEmpty() ? "" : fixture.problems().isEmpty() ? "yes" : "no");
        }
        table.lines(terminal.width()).forEach(terminal::data);
        for (FixtureResult fixture : report.fixtures()) {
            fixture.problems().forEach(problem -> terminal.data("  " + fixture.path() + ": " + text(problem)));
        }
        report.margins().ifPresent(margins -> {
            MarginView.lines(margins, terminal.width()).forEach(terminal::data);
            margins.problems().forEach(problem -> terminal.data("  " + SafeText.line(problem)));
        });
        report.problems().forEach(problem -> terminal.data("  " + text(problem)));
    }

    private static String points(FixtureResult fixture) {
        return fixture.points()
                .flatMap(points ->
                        fixture.maximum().map(maximum -> Decimal.words(points) + "/" + Decimal.words(maximum)))
                .orElse("waiting");
    }

    private static String text(JsonNode problem) {
        return SafeText.line(problem.isTextual() ? problem.asText() : problem.toString());
    }
}

package dev.grader.cli.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stats",
        description = {
            "Show how an assignment went: the points, each test, how long grading took, and the late days used (staff)."
        })
public final class StatsCommand implements Callable<Integer> {
    private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public StatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode statistics = session.api().get(assignment.path() + "/statistics", JsonNode.class);
        if (json) {
            session.terminal().json(statistics.toString());
            return ExitCode.OK;
        }
        Terminal terminal = session.terminal();
        terminal.data(SafeText.line("%s: %d with points, %d missing, %d excused, %d open"
                .formatted(
                        statistics.path("title").asText(),
                        statistics.path("earned").asInt(),
                        statistics.path("missing").asInt(),
                        statistics.path("excused").asInt(),
                        statistics.path("open").asInt())));
        if (statistics.path("points").isObject()) {
            points(statistics.path("points"), statistics.path("possible"));
        }
        if (!statistics.path("tests").isEmpty()) {
            tests(statistics.path("tests"));
        }
        times("Time to grade", statistics.path("timeToGrade"));
        times("Time to marks by the rubric", statistics.path("timeToMark"));
        used(statistics);
        return ExitCode.OK;
    }

    private void points(JsonNode points, JsonNode possible) {
        session.terminal()
                .data("Points" + (possible.isNumber() ? " of " + number(possible) : "") + ": mean "
                        + number(points.path("mean")) + ", standard deviation "
                        + number(points.path("standardDeviation")) + "; lowest " + number(points.path("lowest"))
                        + ", quartiles " + number(points.path("lowerQuartile")) + ", "
                        + number(points.path("median")) + ", " + number(points.path("upperQuartile")) + ", highest "
                        + number(points.path("highest")));
        Histogram histogram = new Histogram();
        for (JsonNode bin : points.path("bins")) {
            histogram.bar(
                    number(bin.path("from")) + " to " + number(bin.path("to")),
                    bin.path("count").asInt());
        }
        histogram.lines().forEach(line -> session.terminal().data("  " + line));
    }

    private void tests(JsonNode tests) {
        Table table = new Table("TEST", "TITLE", "PASSED", "RATE", "MEAN", "OF", "OPEN");
        for (JsonNode test : tests) {
            table.row(
                    test.path("id").asText(),
                    test.path("title").asText(),
                    test.path("passed").asInt() + " of " + test.path("judged").asInt(),
                    test.path("passRate").isNumber() ? number(test.path("passRate")) + " %" : "-",
                    test.path("meanPoints").isNumber() ? number(test.path("meanPoints")) : "-",
                    number(test.path("maximum")),
                    String.valueOf(test.path("open").asInt()));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
    }

    private void times(String what, JsonNode times) {
        if (times.isObject()) {
            session.terminal()
                    .data(what + ", of " + times.path("count").asInt() + ": median " + time(times.path("median"))
                            + ", nine of ten within " + time(times.path("ninthDecile")) + ", longest "
                            + time(times.path("longest")));
        }
    }

    private void used(JsonNode statistics) {
        if (statistics.path("used").isEmpty()) {
            return;
        }
        String unit = statistics.path("unit").asText().replace('_', ' ').toLowerCase(Locale.ROOT);
        session.terminal().data("Budget used by those who handed in:");
        Histogram histogram = new Histogram();
        for (JsonNode used : statistics.path("used")) {
            int units = used.path("units").asInt();
            histogram.bar(
                    units + " " + unit + (units == 1 ? "" : "s"),
                    used.path("students").asInt());
        }
        histogram.lines().forEach(line -> session.terminal().data("  " + line));
    }

    private static String number(JsonNode number) {
        return Decimal.words(number.decimalValue());
    }

    /** People take hours and days, which nobody reads in seconds. */
    private static String time(JsonNode seconds) {
        BigDecimal exact = seconds.decimalValue();
        if (exact.compareTo(SECONDS_OF_AN_HOUR) < 0) {
            return number(seconds) + " s";
        }
        if (exact.compareTo(SECONDS_OF_A_DAY) < 0) {
            return Decimal.words(exact.divide(SECONDS_OF_AN_HOUR, 1, RoundingMode.HALF_UP)) + " h";
        }
        String days = Decimal.words(exact.divide(SECONDS_OF_A_DAY, 1, RoundingMode.HALF_UP));
        return days + (days.equals("1") ? " day" : " days");
    }
}

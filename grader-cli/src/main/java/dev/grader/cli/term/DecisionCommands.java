package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Single decisions about a term. Moments without a zone are in that of the course. */
final class DecisionCommands {
    private DecisionCommands() {}

    /** A decision in its section of an events file. */
    private static ObjectNode decision(ObjectNode change, String section, ChangeFlow flow) {
        ObjectNode decision = change.putObject("decisions").putArray(section).addObject();
        flow.reason().ifPresent(reason -> decision.put("reason", reason));
        return decision;
    }

    private static void putNumber(ObjectNode node, String name, @Nullable Integer value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void putAll(ObjectNode node, String name, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            values.forEach(node.putArray(name)::add);
        }
    }

    @Command(
            name = "extend",
            description = "Give somebody, or without --student everybody, a later due date; days of it cost nothing.")
    static final class ExtendCommand extends ChangeFlow {
        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Option(
                names = "--student",
                paramLabel = "LOGIN",
                split = ",",
                description = "For whom; everybody if left out.")
        private @Nullable List<String> students;

        @Option(
                names = "--until",
                paramLabel = "MOMENT",
                description = "In the course's time zone, such as 2026-11-30T23:59:00.")
        private @Nullable String until;

        @Option(names = "--days", paramLabel = "N", description = "By so many days; may go with --hours.")
        private @Nullable Integer days;

        @Option(names = "--hours", paramLabel = "N", description = "By so many hours.")
        private @Nullable Integer hours;

        @Option(names = "--endless", description = "Nothing is late any more.")
        private boolean endless;

        public ExtendCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return assignment.course();
        }

        @Override
        ObjectNode change() {
            ObjectNode change = Json.MAPPER.createObjectNode();
            ObjectNode extension = decision(change, "extensions", this).put("part", assignment.assignment());
            putAll(extension, "students", students);
            putNumber(extension, "days", days);
            putNumber(extension, "hours", hours);
            if (until != null) {
                extension.put("until", until);
            }
            if (endless) {
                extension.put("endless", true);
            }
            return change;
        }
    }

    @Command(
            name = "outage",
            description = {
                "Record that nobody could hand in for a time: what was due then is due after it, for all who were hit, and "
                        + "who was late already got no later."
            })
    static final class OutageCommand extends ChangeFlow {
        @Parameters(paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "MOMENT",
                description = "When it began, in the course's time zone, such as 2026-03-01T18:00:00.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String from;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "MOMENT",
                description = "When it ended, in the course's time zone.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String to;

        @Option(
                names = "--plus-days",
                paramLabel = "N",
                description = "So many days after the end, what was due meanwhile is due.")
        private @Nullable Integer plusDays;

        @Option(
                names = "--plus-hours",
                paramLabel = "N",
                description = "So many hours after the end, what was due meanwhile is due.")
        private @Nullable Integer plusHours;

        @Option(
                names = "--assignment",
                paramLabel = "NAME",
                split = ",",
                description = "Which were hit; all if left out.")
        private @Nullable List<String> assignments;

        @Option(names = "--student", paramLabel = "LOGIN", split = ",", description = "Who was hit; all if left out.")
        private @Nullable List<String> students;

        public OutageCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return course;
        }

        @Override
        ObjectNode change() {
            ObjectNode change = Json.MAPPER.createObjectNode();
            ObjectNode outage =
                    decision(change, "outages", this).put("from", from).put("to", to);
            putNumber(outage, "plus_days", plusDays);
            putNumber(outage, "plus_hours", plusHours);
            putAll(outage, "parts", assignments);
            putAll(outage, "students", students);
            return change;
        }
    }

    @Command(
            name = "excuse",
            description = "Leave an assignment out of the grade of a student, who is excused from it.")
    static final class ExcuseCommand extends ChangeFlow {
        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Option(names = "--student", required = true, paramLabel = "LOGIN", description = "For whom.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String student;

        public ExcuseCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return assignment.course();
        }

        @Override
        ObjectNode change() {
            ObjectNode change = Json.MAPPER.createObjectNode();
            decision(change, "excused", this)
                    .put("part", assignment.assignment())
                    .put("student", student);
            return change;
        }
    }

    @Command(name = "accommodate", description = "Give a student more time for every assignment, the whole term.")
    static final class AccommodateCommand extends ChangeFlow {
        @Parameters(paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Option(names = "--student", required = true, paramLabel = "LOGIN", description = "For whom.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String student;

        @Option(names = "--days", paramLabel = "N", description = "More days.")
        private @Nullable Integer days;

        @Option(names = "--hours", paramLabel = "N", description = "More hours.")
        private @Nullable Integer hours;

        @Option(
                names = "--category",
                paramLabel = "NAME",
                split = ",",
                description = "For assignments of these categories only; for all if left out.")
        private @Nullable List<String> categories;

        public AccommodateCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return course;
        }

        @Override
        ObjectNode change() {
            ObjectNode change = Json.MAPPER.createObjectNode();
            ObjectNode accommodation = decision(change, "accommodations", this).put("student", student);
            putNumber(accommodation, "days", days);
            putNumber(accommodation, "hours", hours);
            putAll(accommodation, "categories", categories);
            return change;
        }
    }

    @Command(
            name = "budget",
            description = "Change a budget of slack days from a date on. It may be less than what was used already.")
    static final class BudgetCommand extends ChangeFlow {
        @Parameters(paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Parameters(paramLabel = "BUDGET", description = "As the late policy names it.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String budget;

        @Option(names = "--student", paramLabel = "LOGIN", split = ",", description = "Whose; everybody's if left out.")
        private @Nullable List<String> students;

        @Option(names = "--total", paramLabel = "N", description = "So many for the term, used ones included.")
        private @Nullable Integer total;

        @Option(names = "--more", paramLabel = "N", description = "So many more or, negative, fewer.")
        private @Nullable Integer more;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "MOMENT",
                description =
                        "For assignments that are due then or later; in the course's time zone, such as 2026-04-01T00:00:00.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String from;

        public BudgetCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return course;
        }

        @Override
        ObjectNode change() {
            ObjectNode change = Json.MAPPER.createObjectNode();
            ObjectNode budgetChange = decision(change, "budget_changes", this)
                    .put("budget", budget)
                    .put("from", from);
            putNumber(budgetChange, "total", total);
            putNumber(budgetChange, "more", more);
            putAll(budgetChange, "students", students);
            return change;
        }
    }
}

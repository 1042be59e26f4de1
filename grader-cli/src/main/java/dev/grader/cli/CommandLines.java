package dev.grader.cli;

import dev.grader.cli.assignment.AssignmentName;
import dev.grader.core.time.WrittenMoment;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.TypeConversionException;

/** Builds the command line for a session; commands get the session through their constructor. */
public final class CommandLines {
    private CommandLines() {}

    /** All commands, ready to execute. */
    public static CommandLine of(Session session) {
        CommandLine line = new CommandLine(new GraderCommand(), new SessionFactory(session));
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(AssignmentName.class, CommandLines::assignmentName);
        line.registerConverter(UUID.class, CommandLines::submission);
        line.registerConverter(WrittenMoment.class, CommandLines::moment);
        line.setExecutionExceptionHandler(
                new Failures(session.terminal(), session.environment().containsKey("GRADER_TRACE")));
        return line;
    }

    private static AssignmentName assignmentName(String text) {
        try {
            return AssignmentName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static UUID submission(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no id of a submission; 'grader submissions COURSE/ASSIGNMENT' shows them.");
        }
    }

    private static WrittenMoment moment(String text) {
        try {
            return WrittenMoment.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + ".");
        }
    }

    private record SessionFactory(Session session) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                Constructor<K> constructor = type.getConstructor(Session.class);
                // commands need not be public classes
                constructor.setAccessible(true);
                return constructor.newInstance(session);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}

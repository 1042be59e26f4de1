package dev.grader.cli.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.course.CourseDates;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Print all settings of an assignment as YAML, with dates in the time zone of the course.",
            "Edited, they go back with 'grader assignment create COURSE/ASSIGNMENT --settings FILE'; their revision keeps "
                    + "them from overwriting what somebody else has changed meanwhile."
        })
public final class AssignmentShowCommand implements Callable<Integer> {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName name;

    @Option(names = "--json", description = "Print JSON, with dates in UTC.")
    private boolean json;

    public AssignmentShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode settings = StoredSettings.of(session.api().get(name.path(), JsonNode.class));
        if (json) {
            session.terminal().json(settings.toString());
            return ExitCode.OK;
        }
        ZoneId zone = CourseDates.of(session.api(), name.course()).zone();
        for (String date : List.of("due", "closes", "checkpoint")) {
            if (settings.has(date)) {
                settings.put(
                        date,
                        Instant.parse(settings.get(date).asText())
                                .atZone(zone)
                                .toOffsetDateTime()
                                .toString());
            }
        }
        // as it is, to be edited and sent back; YAML has no control characters
        session.terminal().data(YAML.writeValueAsString(settings).stripTrailing());
        return ExitCode.OK;
    }
}

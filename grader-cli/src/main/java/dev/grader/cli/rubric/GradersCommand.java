package dev.grader.cli.rubric;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "graders", description = "Show who grades whom, assign graders, or hand the students out evenly.")
public final class GradersCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(
            names = "--assign",
            paramLabel = "STUDENT=GRADER,…",
            description = "Give a student these graders, and no others; with nothing after '=' none. Can be repeated.")
    private List<String> assigned = new ArrayList<>();

    @Option(
            names = "--distribute",
            paramLabel = "GRADER",
            split = ",",
            description = "Hand the students without graders out to these evenly; a team stays together.")
    private List<String> distributed = new ArrayList<>();

    @Option(names = "--each", paramLabel = "N", defaultValue = "1", description = "Graders of each student. Default: 1")
    private int each;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Another one hands out differently.")
    private @Nullable Long seed;

    @Option(names = "--again", description = "Hand out also those who have graders already.")
    private boolean again;

    public GradersCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!assigned.isEmpty() && !distributed.isEmpty()) {
            throw new IllegalArgumentException("Take either --assign or --distribute.");
        }
        String path = assignment.path() + "/graders";
        JsonNode answer;
        if (!assigned.isEmpty()) {
            answer = session.api().put(path, Map.of("students", assignments()), JsonNode.class);
        } else if (!distributed.isEmpty()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("graders", distributed);
            request.put("perStudent", each);
            request.put("again", again);
            if (seed != null) {
                request.put("seed", seed);
            }
            answer = session.api().post(path + "/distribution", request, JsonNode.class);
        } else {
            answer = session.api().get(path, JsonNode.class);
        }
        Table table = new Table("STUDENT", "GRADERS");
        answer.path("students").forEach(student -> {
            List<String> graders = new ArrayList<>();
            student.path("graders").forEach(grader -> graders.add(grader.asText()));
            table.row(student.path("student").asText(), graders.isEmpty() ? "–" : String.join(", ", graders));
        });
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }

    private List<Map<String, Object>> assignments() {
        return assigned.stream()
                .map(text -> {
                    int equals = text.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException(
                                "'" + text + "' assigns nobody. Write STUDENT=GRADER,GRADER such as sara=ada,bo.");
                    }
                    String graders = text.substring(equals + 1);
                    return Map.<String, Object>of(
                            "student",
                            text.substring(0, equals),
                            "graders",
                            graders.isEmpty() ? List.of() : List.of(graders.split(",", -1)));
                })
                .toList();
    }
}

package dev.grader.cli.suite;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.proof.FixtureOutcome;
import dev.grader.cli.proof.LocalGrader;
import dev.grader.cli.proof.LocalProof;
import dev.grader.cli.proof.ProofRun;
import dev.grader.cli.proof.ProofView;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.SuiteFault;
import dev.grader.pipeline.container.DockerEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = {
            "Grade a suite's own reference, starter, correct and wrong solutions on this machine, with Docker alone, and",
            "say whether each gets what suite.yaml declares. The exit status is 0 only when all do."
        })
public final class SuiteTestCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FOLDER", description = "A folder with suite.yaml at its root.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "1", description = "Jobs at a time; default 1.")
    private int slots = 1;

    @Option(
            names = "--only",
            paramLabel = "FIXTURE",
            arity = "1..*",
            description = "Grade only these: a folder of the suite, or the end of its path.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--test",
            paramLabel = "ID",
            arity = "1..*",
            description = "Run only these tests, and those that they depend on.")
    private List<String> tests = new ArrayList<>();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Grade each so many times; all must get the same points.")
    private int repetitions = 1;

    @Option(
            names = "--secret",
            paramLabel = "NUMBER",
            description = "From which hidden inputs and seeds are drawn; anew each time when left out.")
    private @Nullable Long secret;

    public SuiteTestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, InfrastructureFault, SuiteFault {
        Terminal terminal = session.terminal();
        SuiteBundle bundle;
        try {
            bundle = LocalProof.withTests(LocalProof.bundle(folder), new HashSet<>(tests));
        } catch (ProblemException mistakes) {
            terminal.error(Objects.toString(mistakes.getMessage()));
            return ExitCode.FAILURE;
        }
        List<Fixture> fixtures = selected(bundle);
        long drawn = secret == null ? new SecureRandom().nextLong() : secret;
        InstantSource clock = InstantSource.system();
        ProofView view = new ProofView(terminal);
        try (DockerEngine engine = LocalProof.engine(session.environment())) {
            LocalGrader grader = LocalProof.grader(engine, bundle, drawn);
            long begun = clock.millis();
            terminal.say(bundle.suite().title() + ": " + bundle.suite().tests().size() + " tests, " + fixtures.size()
                    + " solutions, secret " + drawn);
            Fixture.Reference reference = LocalProof.reference(bundle);
            JobResult.Calibrated calibration = grader.calibrate(reference.path());
            view.calibrated(reference, Duration.ofMillis(clock.millis() - begun));
            try (ProofRun run = new ProofRun(grader, calibration, slots, clock)) {
                Thread cleaning = new Thread(run::close, "cleaning");
                Runtime.getRuntime().addShutdownHook(cleaning);
                List<FixtureOutcome> outcomes = run.grade(fixtures, repetitions, view::ended);
                Runtime.getRuntime().removeShutdownHook(cleaning);
                return conclude(outcomes, Duration.ofMillis(clock.millis() - begun));
            }
        } catch (SuiteFault fault) {
            terminal.error("The reference does not work: " + fault.getMessage());
            return ExitCode.FAILURE;
        }
    }

    private int conclude(List<FixtureOutcome> outcomes, Duration elapsed) {
        Terminal terminal = session.terminal();
        long wrong =
                outcomes.stream().filter(outcome -> !outcome.isAsDeclared()).count();
        List<String> unsteady = unsteady(outcomes);
        unsteady.forEach(terminal::data);
        double cpu = outcomes.stream()
                .mapToDouble(outcome -> outcome.record().cpuSeconds())
                .sum();
        terminal.data("%d of %d as declared, %d s, %d CPU seconds"
                .formatted(outcomes.size() - wrong, outcomes.size(), elapsed.toSeconds(), Math.round(cpu)));
        return wrong == 0 && unsteady.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static List<String> unsteady(List<FixtureOutcome> outcomes) {
        Map<String, List<String>> points = new HashMap<>();
        outcomes.forEach(outcome -> points.computeIfAbsent(outcome.fixture().path(), path -> new ArrayList<>())
                .add(outcome.sheet().tests().stream()
                        .map(test -> test.testId() + " " + test.points().toPlainString())
                        .collect(Collectors.joining(", "))));
        return points.entrySet().stream()
                .filter(entry -> new HashSet<>(entry.getValue()).size() > 1)
                .map(entry -> entry.getKey() + " does not always get the same points: "
                        + String.join(" / ", new HashSet<>(entry.getValue())))
                .toList();
    }

    private List<Fixture> selected(SuiteBundle bundle) {
        List<Fixture> all = bundle.suite().fixtures();
        List<Fixture> chosen = all.stream()
                .filter(fixture -> only.isEmpty() || only.stream().anyMatch(name -> isNamed(fixture, name)))
                .toList();
        for (String name : only) {
            if (all.stream().noneMatch(fixture -> isNamed(fixture, name))) {
                throw new IllegalArgumentException("The suite has no fixture '" + name + "'. It has: "
                        + all.stream().map(Fixture::path).collect(Collectors.joining(", ")) + ".");
            }
        }
        return chosen;
    }

    private static boolean isNamed(Fixture fixture, String name) {
        String wanted = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return fixture.path().equals(wanted) || fixture.path().endsWith("/" + wanted);
    }
}

package dev.grader.cli.suite;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.proof.FixtureOutcome;
import dev.grader.cli.proof.LocalGrader;
import dev.grader.cli.proof.LocalProof;
import dev.grader.cli.proof.MarginView;
import dev.grader.cli.proof.ProofRun;
import dev.grader.cli.proof.ProofView;
import dev.grader.cli.proof.SuiteFolder;
import dev.grader.cli.proof.SuiteProof;
import dev.grader.cli.terminal.SafeText;
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
import java.util.HashSet;
import java.util.List;
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
            "Grade a suite's own reference, starter, correct and wrong solutions on this machine, with Docker alone, and "
                    + "say whether each gets what suite.yaml declares. The exit status is 0 only when all do."
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
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the data files lie that the suite names by digest; default: its folder data.")
    private @Nullable Path data;

    @Option(
            names = "--secret",
            paramLabel = "NUMBER",
            description = "From which hidden inputs and seeds are drawn; anew each time when left out.")
    private @Nullable Long secret;

    public SuiteTestCommand(Session session) {
        this.session = session;
    }

    @Option(names = "--json", description = "Print all that was measured as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, InfrastructureFault {
        requirePositive("--slots", slots);
        requirePositive("--repeat", repetitions);
        Terminal terminal = session.terminal();
        InstantSource clock = InstantSource.system();
        long begun = clock.millis();
        try (DockerEngine engine = LocalProof.engine(session.environment())) {
            SuiteFolder suite = data == null ? new SuiteFolder(folder) : new SuiteFolder(folder, data);
            SuiteBundle bundle = LocalProof.withTests(suite.read(), new HashSet<>(tests));
            List<Fixture> fixtures = selected(bundle);
            long drawn = secret == null ? new SecureRandom().nextLong() : secret;
            terminal.say("%s: %d tests, %d solutions, --secret %d"
                    .formatted(bundle.suite().title(), bundle.suite().tests().size(), fixtures.size(), drawn));
            LocalGrader grader = LocalProof.grader(engine, bundle, suite.data(bundle), drawn);
            Fixture.Reference reference = LocalProof.reference(bundle);
            ProofView view = new ProofView(json ? terminal::say : terminal::data);
            JobResult.Calibrated calibration = grader.calibrate(reference.path());
            view.calibrated(reference, Duration.ofMillis(clock.millis() - begun));
            List<FixtureOutcome> outcomes = grade(new ProofRun(grader, calibration, slots, clock), fixtures, view);
            SuiteProof proof = SuiteProof.of(bundle.suite(), calibration.record(), outcomes);
            return conclude(proof, bundle, drawn, Duration.ofMillis(clock.millis() - begun));
        } catch (ProblemException mistakes) {
            terminal.error(Objects.toString(mistakes.getMessage()));
            return ExitCode.FAILURE;
        } catch (SuiteFault fault) {
            terminal.error("The reference does not work: " + fault.getMessage());
            return ExitCode.FAILURE;
        }
    }

    private static void requirePositive(String option, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + " is " + number + "; it has to be 1 at least.");
        }
    }

    /** Leaves no container behind, not even when the process is told to end. */
    private List<FixtureOutcome> grade(ProofRun run, List<Fixture> fixtures, ProofView view)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        Thread cleaning = new Thread(run::close, "cleaning");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try (run) {
            return run.grade(fixtures, repetitions, view::ended);
        } finally {
            forget(cleaning);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the process is ending, and the hook does its work
            return;
        }
    }

    private int conclude(SuiteProof proof, SuiteBundle bundle, long drawn, Duration elapsed) throws IOException {
        Terminal terminal = session.terminal();
        if (json) {
            terminal.json(Json.MAPPER.writeValueAsString(new ProofDocument(
                    bundle.suite().id(),
                    bundle.digest(),
                    drawn,
                    proof.holds(),
                    proof.outcomes().stream().map(ProofDocument.Graded::of).toList(),
                    proof.report(),
                    proof.problems())));
        } else {
            MarginView.lines(proof.report(), terminal.width()).forEach(terminal::data);
            proof.problems().forEach(problem -> terminal.data("! " + SafeText.line(problem)));
        }
        long right =
                proof.outcomes().stream().filter(FixtureOutcome::isAsDeclared).count();
        terminal.say("%d of %d solutions as declared; %d s, %d s of CPU time. %s"
                .formatted(
                        right,
                        proof.outcomes().size(),
                        elapsed.toSeconds(),
                        Math.round(proof.cpuSeconds()),
                        verdict(proof)));
        return proof.holds() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private String verdict(SuiteProof proof) {
        if (!proof.holds()) {
            return "The suite does not prove itself.";
        }
        return only.isEmpty() && tests.isEmpty()
                ? "The suite proves itself."
                : "As far as it was tried, the suite proves itself.";
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

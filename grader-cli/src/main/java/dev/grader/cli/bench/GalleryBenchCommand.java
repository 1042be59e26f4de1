package dev.grader.cli.bench;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.bench.GalleryTimes.Grading;
import dev.grader.cli.client.Json;
import dev.grader.cli.proof.LocalGrader;
import dev.grader.cli.proof.LocalProof;
import dev.grader.cli.proof.SuiteFolder;
import dev.grader.cli.suite.SuiteTemplates;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import dev.grader.cli.up.UpOptions;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.SuiteParser;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.SuiteFault;
import dev.grader.pipeline.container.DockerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "gallery",
        description = {
            "Grade the reference of each assignment of the gallery, one at a time, and set the time beside the CPU time of "
                    + "its containers, and beside the part of that which any container of the kind takes to start."
        })
public final class GalleryBenchCommand implements Callable<Integer> {
    private static final long SECRET = 1;

    private final Session session;

    @Option(names = "--repeat", paramLabel = "N", description = "Gradings of each (${DEFAULT-VALUE}).")
    private int repetitions = 3;

    @Option(names = "--only", paramLabel = "NAME", description = "This assignment alone.")
    private @Nullable String only;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    public GalleryBenchCommand(Session session) {
        this.session = session;
    }

    /** What is printed. */
    record Report(Machine machine, StartUp startUp, List<GalleryTimes> assignments) {}

    @Override
    public Integer call() throws IOException, InterruptedException, InfrastructureFault, SuiteFault {
        if (repetitions < 1) {
            throw new IllegalArgumentException("--repeat must be at least 1, not " + repetitions + ".");
        }
        Machine machine = Machine.now();
        List<GalleryTimes> times = new ArrayList<>();
        try (DockerEngine engine = LocalProof.engine(session.environment())) {
            session.terminal().say("Measuring how long containers take to start …");
            StartUp startUp = startUp(engine);
            for (Path folder : assignments()) {
                String name = folder.getFileName().toString();
                session.terminal().say("Grading " + name + " …");
                try {
                    times.add(GalleryTimes.of(name, gradings(engine, folder), startUp));
                } catch (IllegalArgumentException notReady) {
                    session.terminal().warn(name + " is left out: " + notReady.getMessage());
                }
            }
            show(new Report(machine, startUp, times));
        }
        return ExitCode.OK;
    }

    /** From suites that do next to nothing: a softmax, and one epoch on a few points. */
    private StartUp startUp(DockerEngine engine)
            throws IOException, InterruptedException, InfrastructureFault, SuiteFault {
        List<StepTiming> idle = new ArrayList<>();
        for (SuiteTemplates.Kind kind : SuiteTemplates.Kind.values()) {
            Path folder = Files.createTempDirectory("grader-idle");
            try {
                SuiteTemplates.copy(kind, folder);
                Path suite = folder.resolve(SuiteParser.FILE);
                Files.writeString(suite, Files.readString(suite).replaceFirst("epochs: [0-9]+", "epochs: 1"));
                gradings(engine, folder).forEach(grading -> idle.addAll(grading.steps()));
            } finally {
                BenchCommand.delete(folder);
            }
        }
        return StartUp.of(idle);
    }

    private List<Grading> gradings(DockerEngine engine, Path folder)
            throws IOException, InterruptedException, InfrastructureFault, SuiteFault {
        SuiteFolder suite = new SuiteFolder(folder);
        SuiteBundle bundle = suite.read();
        LocalGrader grader = LocalProof.grader(engine, bundle, suite.data(bundle), SECRET);
        String reference = LocalProof.reference(bundle).path();
        JobResult.Calibrated calibration = grader.calibrate(reference);
        List<Grading> gradings = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            long begun = System.nanoTime();
            MeasurementRecord record = grader.measure(reference, calibration);
            grader.score(calibration, record);
            gradings.add(new Grading((System.nanoTime() - begun) / 1e9, record.steps()));
        }
        return gradings;
    }

    private List<Path> assignments() throws IOException {
        Path gallery = UpOptions.home(session.environment()).resolve("test-fixtures/assignments");
        try (Stream<Path> folders = Files.list(gallery)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(SuiteParser.FILE)))
                    .filter(folder -> only == null || folder.endsWith(only))
                    .sorted()
                    .toList();
        }
    }

    private void show(Report report) throws IOException {
        Terminal terminal = session.terminal();
        if (json) {
            terminal.json(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
            return;
        }
        Table table = new Table(
                "ASSIGNMENT", "GRADING S", "CPU S", "START-UP S", "COMPUTE S", "GRADING/COMPUTE", "CONTAINERS");
        for (GalleryTimes times : report.assignments()) {
            table.row(
                    times.assignment(),
                    number(times.grading()),
                    number(times.cpu()),
                    number(times.startUp()),
                    number(times.compute()),
                    Double.isFinite(times.ratio()) ? number(times.ratio()) : "–",
                    Integer.toString(times.containers()));
        }
        table.lines(terminal.width()).forEach(terminal::data);
        terminal.data(String.format(
                Locale.ROOT,
                "%d cores, %s, load before %.2f, %s, Java %s, Docker engine %s",
                report.machine().cores(),
                report.machine().processor(),
                report.machine().loadBefore(),
                report.machine().system(),
                report.machine().java(),
                report.machine().engine()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

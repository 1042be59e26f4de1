package dev.grader.cli.bench;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.policy.Policy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ledger",
        description = {
            "Compute the late ledger of made-up courses of growing size, and of one student of each.",
            "Each row says how many times longer than the one before its ledger took, which for linear growth is as many "
                    + "times as it has students. CPU time of the fastest of warm repetitions; no service, no database."
        })
public final class LedgerBenchCommand implements Callable<Integer> {
    private static final long WARM_UP_NANOS = 2_000_000_000;
    private static final int STUDENTS_ALONE = 100;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Session session;

    @Option(
            names = "--students",
            split = ",",
            paramLabel = "N",
            description = "Sizes of the courses (${DEFAULT-VALUE}).")
    private int[] sizes = {100, 1_000, 10_000};

    @Option(names = "--parts", paramLabel = "N", description = "Parts with a due date (${DEFAULT-VALUE}).")
    private int parts = 40;

    @Option(names = "--policy", paramLabel = "PRESET", description = "Late policy (${DEFAULT-VALUE}).")
    private String preset = "sharif-ce-40719";

    @Option(names = "--repeat", paramLabel = "N", description = "Repetitions of each (${DEFAULT-VALUE}).")
    private int repetitions = 7;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    public LedgerBenchCommand(Session session) {
        this.session = session;
    }

    /**
     * What one size took.
     *
     * @param submissions of all students
     * @param course CPU milliseconds for the ledger of everybody
     * @param student CPU milliseconds for the ledger of one student, from what there is of that student
     */
    record Size(int students, int parts, long submissions, double course, double student) {}

    /** What is printed. */
    record Report(Machine machine, String policy, List<Size> sizes) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repetitions < 1 || parts < 1 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("--repeat, --parts and --students must be at least 1.");
        }
        Policy policy = LatePresets.policy(preset);
        Machine machine = Machine.now();
        List<Size> measured = new ArrayList<>();
        for (int size : sizes) {
            measured.add(measure(policy, MadeUpTerm.of(size, parts)));
        }
        show(new Report(machine, preset, measured));
        return ExitCode.OK;
    }

    private Size measure(Policy policy, MadeUpTerm term) {
        List<MadeUpTerm> alone = term.calendar().students().stream()
                .limit(STUDENTS_ALONE)
                .map(term::alone)
                .toList();
        double course = milliseconds(() -> ledger(policy, term));
        double students = milliseconds(() -> alone.forEach(student -> ledger(policy, student)));
        return new Size(term.calendar().students().size(), parts, term.submissions(), course, students / alone.size());
    }

    private static void ledger(Policy policy, MadeUpTerm term) {
        int rows = LateEvaluation.evaluate(policy, term.calendar(), term.events())
                .entries()
                .size();
        if (rows != term.calendar().students().size() * term.calendar().parts().size()) {
            throw new IllegalStateException("the ledger has " + rows + " rows");
        }
    }

    /** Of the fastest. */
    private double milliseconds(Runnable work) {
        long warm = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < warm) {
            work.run();
        }
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < repetitions; i++) {
            long begun = THREADS.getCurrentThreadCpuTime();
            work.run();
            fastest = Math.min(fastest, THREADS.getCurrentThreadCpuTime() - begun);
        }
        return fastest / NANOS_PER_MILLISECOND;
    }

    private void show(Report report) throws IOException {
        Terminal terminal = session.terminal();
        if (json) {
            terminal.json(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
            return;
        }
        Table table = new Table("STUDENTS", "PARTS", "SUBMISSIONS", "COURSE MS", "TIMES BEFORE", "STUDENT MS");
        double before = Double.NaN;
        for (Size size : report.sizes()) {
            table.row(
                    Integer.toString(size.students()),
                    Integer.toString(size.parts()),
                    Long.toString(size.submissions()),
                    number(size.course()),
                    Double.isNaN(before) ? "–" : number(size.course() / before),
                    String.format(Locale.ROOT, "%.3f", size.student()));
            before = size.course();
        }
        table.lines(terminal.width()).forEach(terminal::data);
        terminal.data(String.format(
                Locale.ROOT,
                "%s; %d cores, %s, load before %.2f, Java %s",
                report.policy(),
                report.machine().cores(),
                report.machine().processor(),
                report.machine().loadBefore(),
                report.machine().java()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

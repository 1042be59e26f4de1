package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.suite.FilePattern;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.TestDefinition.SourceNames;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.javamodel.JavaModel;
import dev.grader.pipeline.torchscript.TorchArchive;
import dev.grader.pipeline.torchscript.UnreadableArchiveException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The static tests of a suite: what they have searched and exported, and what came of them. */
final class StaticTests {
    private static final int MAXIMUM_FINDINGS = 100;

    /** A test's rule; findings of a flag cost nothing. */
    private record Search(TestDefinition.Static test, boolean flag, SourceNames names) {}

    private final Map<String, byte[]> submission;
    private final List<TestDefinition> tests;
    private final Exports exports;
    private final Map<String, Search> searches = new LinkedHashMap<>();
    private final Map<String, String> counted = new HashMap<>();
    private final Map<String, String> measured = new HashMap<>();

    /**
     * The tests of a suite.
     *
     * @param submission path to content
     * @param tests all of the suite
     * @param exports gets the models that these tests look at
     */
    StaticTests(Map<String, byte[]> submission, List<TestDefinition> tests, Exports exports) {
        this.submission = submission;
        this.tests = tests;
        this.exports = exports;
        for (TestDefinition.Static test : staticTests()) {
            declare(test);
        }
    }

    private void declare(TestDefinition.Static test) {
        if (!test.forbidden().isEmpty()) {
            searches.put("r" + (searches.size() + 1), new Search(test, false, test.forbidden()));
        }
        if (!test.flagged().isEmpty()) {
            searches.put("r" + (searches.size() + 1), new Search(test, true, test.flagged()));
        }
        test.storedNumbers()
                .ifPresent(numbers -> counted.put(test.id(), exports.looked(test, numbers.model(), List.of(), tests)));
        test.parameters()
                .ifPresent(parameters -> measured.put(
                        test.id(), exports.looked(test, parameters.model(), parameters.arguments(), tests)));
    }

    /** Names to look for, by the id of their rule. */
    Map<String, SourceNames> rules() {
        Map<String, SourceNames> rules = new LinkedHashMap<>();
        searches.forEach((rule, search) -> rules.put(rule, search.names()));
        return rules;
    }

    /** What came of every static test, in the order of the suite. */
    List<TestRun> runs(StepResult result) {
        return staticTests().stream().map(test -> run(test, result)).toList();
    }

    private TestRun run(TestDefinition.Static test, StepResult result) {
        List<Evidence> evidence = new ArrayList<>();
        files(test, evidence);
        Stop stop = searched(test, result, evidence);
        StringBuilder output = new StringBuilder();
        if (stop == null && counted.containsKey(test.id())) {
            stop = look(result.unit(counted.get(test.id())), output, module -> count(module, evidence));
        }
        if (stop == null && measured.containsKey(test.id())) {
            stop = look(result.unit(measured.get(test.id())), output, module -> contents(test, module, evidence));
        }
        test.maximumKilobytes()
                .ifPresent(kilobytes -> evidence.add(new Evidence.SubmissionSize(submission.values().stream()
                        .mapToLong(content -> content.length)
                        .sum())));
        return new TestRun(test.id(), stop, Map.of(), evidence, output.toString());
    }

    private void files(TestDefinition.Static test, List<Evidence> evidence) {
        TreeSet<String> paths = new TreeSet<>(submission.keySet());
        for (String glob : test.files().required()) {
            FilePattern pattern = new FilePattern(glob);
            if (paths.stream().noneMatch(pattern::matches)) {
                evidence.add(new Evidence.Finding(Evidence.Finding.MISSING_FILE, glob, "", 0));
            }
        }
        for (String glob : test.files().forbidden()) {
            FilePattern pattern = new FilePattern(glob);
            paths.stream()
                    .filter(pattern::matches)
                    .limit(MAXIMUM_FINDINGS - Math.min(MAXIMUM_FINDINGS, evidence.size()))
                    .forEach(
                            path -> evidence.add(new Evidence.Finding(Evidence.Finding.FORBIDDEN_FILE, glob, path, 0)));
        }
    }

    private @Nullable Stop searched(TestDefinition.Static test, StepResult result, List<Evidence> evidence) {
        Stop stop = test.forbidden().isEmpty() ? null : result.searchStop();
        for (SourceFinding finding : result.findings()) {
            Search search = searches.get(finding.rule());
            if (finding.kind().equals("syntax")) {
                // whoever cannot be searched has not kept the rules; a flag is no rule
                boolean breaks = search == null
                        ? !test.forbidden().isEmpty()
                        : search.test().equals(test) && !search.flag();
                if (stop == null && breaks) {
                    String message = SourceFinding.place(finding) + " does not parse: " + finding.name();
                    stop = new Stop(Verdict.COMPILE_ERROR, message, message);
                }
            } else if (search != null && search.test().equals(test) && evidence.size() < MAXIMUM_FINDINGS) {
                evidence.add(
                        search.flag()
                                ? new Evidence.Flag(finding.kind(), finding.name(), finding.file(), finding.line())
                                : new Evidence.Finding(finding.kind(), finding.name(), finding.file(), finding.line()));
            }
        }
        return stop;
    }

    /** Measures an exported model; returns why that is not possible, or null. */
    @FunctionalInterface
    private interface Look {
        @Nullable
        Stop at(byte[] module);
    }

    private static @Nullable Stop look(UnitResult export, StringBuilder output, Look look) {
        if (output.isEmpty()) {
            output.append(export.output());
        }
        if (export.stop() != null) {
            return export.stop();
        }
        byte[] module = export.blob();
        return module == null ? noModel("the export sent no model") : look.at(module);
    }

    private static @Nullable Stop count(byte[] module, List<Evidence> evidence) {
        try {
            OptionalLong count = StoredNumberCount.withWritten(module);
            if (count.isEmpty()) {
                return noModel("the export sent no model");
            }
            evidence.add(new Evidence.StoredNumbers(count.getAsLong()));
            return null;
        } catch (UnreadableArchiveException e) {
            return noModel("the exported model cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable Stop contents(TestDefinition.Static test, byte[] module, List<Evidence> evidence) {
        Optional<TestDefinition.Parameters> asked = test.parameters();
        Set<String> names =
                asked.map(parameters -> parameters.shapes().keySet()).orElseThrow();
        try {
            if (JavaModel.isIn(module)) {
                evidence.add(JavaModel.read(module).contents(names));
                return null;
            }
            evidence.add(TorchArchive.contents(module, names));
            return null;
        } catch (UnreadableArchiveException | FrameException e) {
            return noModel("the exported model cannot be read: " + e.getMessage());
        }
    }

    private static Stop noModel(String detail) {
        return new Stop(Verdict.NO_OUTPUT, "no model came out", detail);
    }

    private List<TestDefinition.Static> staticTests() {
        return tests.stream()
                .filter(TestDefinition.Static.class::isInstance)
                .map(TestDefinition.Static.class::cast)
                .toList();
    }
}

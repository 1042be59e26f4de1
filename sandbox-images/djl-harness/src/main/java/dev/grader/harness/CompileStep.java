package dev.grader.harness;

import com.google.gson.JsonObject;
import dev.grader.harness.source.CompiledTarget;
import dev.grader.harness.source.JavaSources;
import dev.grader.harness.source.SourceFinding;
import dev.grader.harness.source.SourceProblem;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Compiles the classes that a suite names and searches them. No code of the submission runs in its process. */
final class CompileStep {
    static final String COMPILE_ERROR = "CompileError";

    private static final int TOLD = 3;

    private final FrameWriter out;
    private final Map<String, CompiledTarget> targets = new LinkedHashMap<>();

    CompileStep(FrameWriter out) {
        this.out = out;
    }

    /** Compiles everything, then sends what was found: afterwards each unit only has to tell its result. */
    void search(List<WorkUnit.Compile> units, SubmittedSources submitted) throws IOException {
        JavaSources sources = new JavaSources(
                submitted.files(), List.of(archive(ai.djl.nn.Block.class), archive(Logger.class)), submitted.rules());
        Set<SourceFinding> findings = new LinkedHashSet<>();
        Set<SourceProblem> problems = new LinkedHashSet<>();
        for (WorkUnit.Compile unit : units) {
            CompiledTarget target = sources.compile(unit.className());
            targets.put(unit.id(), target);
            findings.addAll(target.findings());
            problems.addAll(target.problems());
        }
        for (SourceFinding finding : findings) {
            finding(finding);
        }
        if (!submitted.rules().isEmpty() && !problems.isEmpty()) {
            SourceProblem first = problems.iterator().next();
            finding(new SourceFinding("", "syntax", first.message(), first.file(), first.line()));
        }
        out.write(FrameWriter.header("parsed"));
    }

    private void finding(SourceFinding finding) throws IOException {
        JsonObject header = FrameWriter.header("finding");
        header.addProperty("rule", finding.rule());
        header.addProperty("kind", finding.kind());
        header.addProperty("name", finding.name());
        header.addProperty("file", finding.file());
        header.addProperty("line", finding.line());
        out.write(header);
    }

    void run(WorkUnit.Compile unit) throws IOException, StudentException {
        CompiledTarget target = targets.get(unit.id());
        if (target == null) {
            throw new IllegalStateException("unit " + unit.id() + " was not compiled");
        }
        if (!target.problems().isEmpty()) {
            throw new StudentException(error(target.problems()));
        }
        ByteArrayOutputStream classes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(Channels.newChannel(classes));
        for (Map.Entry<String, byte[]> entry : new TreeMap<>(target.classes()).entrySet()) {
            JsonObject header = FrameWriter.header("class");
            header.addProperty("id", entry.getKey());
            writer.bytes(header, entry.getValue());
        }
        out.bytes(FrameWriter.header("blob", unit.id()), classes.toByteArray());
    }

    private static ScriptError error(List<SourceProblem> problems) {
        SourceProblem first = problems.get(0);
        StringBuilder message = new StringBuilder(first.message());
        problems.stream()
                .skip(1)
                .limit(TOLD - 1)
                .forEach(problem -> message.append('\n').append(problem.text()));
        if (problems.size() > TOLD) {
            message.append("\nand ").append(problems.size() - TOLD).append(" more");
        }
        StringBuilder all = new StringBuilder();
        problems.forEach(problem -> all.append(problem.text()).append('\n'));
        @Nullable String file = first.file().isEmpty() ? null : first.file();
        return new ScriptError(COMPILE_ERROR, message.toString(), file, first.line(), all.toString());
    }

    private static File archive(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of a library is no file", e);
        }
    }
}

package dev.grader.harness.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The Java files of a submission. Only those are compiled that the classes of the suite need: what else lies in the zip, a
 * {@code main} that downloads data or a test of the student's own, need not compile and is never loaded.
 */
public final class JavaSources {
    private static final int MAXIMUM_PROBLEMS = 50;
    /** No annotation processor: it would be code of the submission. Lines are for stack traces. */
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-g:source,lines",
            "-implicit:class",
            "-Xlint:none",
            "-Xmaxerrs",
            "" + MAXIMUM_PROBLEMS,
            "--limit-modules",
            "java.base,java.logging");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final List<File> libraries;
    private final List<SourceRule> rules;
    private final SourceIndex index;

    /**
     * Reads the files.
     *
     * @param texts path to content of all files that end in {@code .java}
     * @param libraries the compiler's class path
     */
    public JavaSources(Map<String, String> texts, List<File> libraries, List<SourceRule> rules) {
        this.libraries = List.copyOf(libraries);
        this.rules = List.copyOf(rules);
        this.index = new SourceIndex(compiler, texts);
    }

    /** Compiles a class, and what it needs of the submission, and searches all of that for forbidden names. */
    public CompiledTarget compile(String className) {
        Optional<String> found = index.find(className);
        if (found.isEmpty()) {
            return CompiledTarget.failed(new SourceProblem(
                    "",
                    0,
                    "no file declares a class " + className + "; "
                            + (index.classes().isEmpty()
                                    ? "there are no classes"
                                    : "there are " + String.join(", ", index.classes()))));
        }
        List<SourceProblem> problems = new ArrayList<>();
        try (StandardJavaFileManager standard =
                        compiler.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);
                MemoryFiles files = new MemoryFiles(standard, index)) {
            standard.setLocation(StandardLocation.CLASS_PATH, libraries);
            JavacTask task = (JavacTask) compiler.getTask(
                    Quiet.WRITER,
                    files,
                    diagnostic -> problem(diagnostic).ifPresent(problems::add),
                    OPTIONS,
                    null,
                    List.of(index.file(found.get())));
            Set<SourceFinding> findings = new LinkedHashSet<>();
            Set<CompilationUnitTree> units = new LinkedHashSet<>();
            task.addTaskListener(analyzed(units));
            task.analyze();
            if (problems.isEmpty()) {
                Trees trees = Trees.instance(task);
                for (CompilationUnitTree unit : units) {
                    NameSearch search =
                            NameSearch.of(trees, unit, unit.getSourceFile().getName(), rules);
                    findings.addAll(search.findings());
                    problems.addAll(search.problems());
                }
            }
            if (problems.isEmpty()) {
                task.generate();
            }
            return new CompiledTarget(problems.isEmpty() ? files.classes() : Map.of(), List.copyOf(findings), problems);
        } catch (IOException e) {
            throw new UncheckedIOException("sources and classes lie in memory", e);
        }
    }

    private static TaskListener analyzed(Set<CompilationUnitTree> units) {
        return new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getCompilationUnit() != null) {
                    units.add(event.getCompilationUnit());
                }
            }
        };
    }

    private static Optional<SourceProblem> problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        if (diagnostic.getKind() != Diagnostic.Kind.ERROR) {
            return Optional.empty();
        }
        String message = diagnostic
                .getMessage(Locale.ENGLISH)
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
        String path =
                diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
        return Optional.of(new SourceProblem(path, (int) Math.max(0, diagnostic.getLineNumber()), message));
    }
}

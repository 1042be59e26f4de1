package dev.grader.harness.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import org.jspecify.annotations.Nullable;

/**
 * Which class is declared in which file of a submission. Wherever a file lies, its package counts; files below
 * {@code src/test} are left out.
 */
final class SourceIndex {
    private final Map<String, SourceFile> files = new LinkedHashMap<>();

    /** @param texts path to content of all files that end in {@code .java} */
    SourceIndex(JavaCompiler compiler, Map<String, String> texts) {
        Map<String, SourceFile> sources = new LinkedHashMap<>();
        new TreeMap<>(texts).forEach((path, text) -> {
            if (isSource(path)) {
                sources.put(path, new SourceFile(path, text));
            }
        });
        // What cannot be parsed is reported when it is compiled, if it is needed at all.
        JavacTask task = (JavacTask)
                compiler.getTask(Quiet.WRITER, null, diagnostic -> {}, List.of("-proc:none"), null, sources.values());
        try {
            for (CompilationUnitTree unit : task.parse()) {
                index(unit, sources.get(unit.getSourceFile().getName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sources lie in memory", e);
        }
    }

    private static boolean isSource(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !("/" + path).contains("/src/test/")
                && !name.equals("module-info.java")
                && !name.equals("package-info.java");
    }

    private void index(CompilationUnitTree unit, @Nullable SourceFile file) {
        if (file != null) {
            String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
            for (Tree declaration : unit.getTypeDecls()) {
                if (declaration instanceof ClassTree type) {
                    files.merge(prefix + type.getSimpleName(), file, SourceIndex::better);
                }
            }
        }
    }

    /** A copy outside of Maven's folder is left over from something else. */
    private static SourceFile better(SourceFile first, SourceFile second) {
        return !first.getName().contains("src/main/java/") && second.getName().contains("src/main/java/")
                ? second
                : first;
    }

    /** Whole names of all top-level classes. */
    Collection<String> classes() {
        return new TreeSet<>(files.keySet());
    }

    SourceFile file(String className) {
        SourceFile file = files.get(className);
        if (file == null) {
            throw new IllegalArgumentException("no file declares " + className);
        }
        return file;
    }

    /** Classes of one package, by whole name. */
    Map<String, SourceFile> inPackage(String packageName) {
        Map<String, SourceFile> found = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            int dot = name.lastIndexOf('.');
            if (packageName.equals(dot < 0 ? "" : name.substring(0, dot))) {
                found.put(name, file);
            }
        });
        return found;
    }

    /**
     * The top-level class that a suite means: by its whole name, or by its simple name in whatever package; of a nested
     * class, like {@code Layers.Linear}, the outer one.
     */
    Optional<String> find(String name) {
        for (String wanted = name;
                !wanted.isEmpty();
                wanted = wanted.substring(0, Math.max(0, wanted.lastIndexOf('.')))) {
            if (files.containsKey(wanted)) {
                return Optional.of(wanted);
            }
            String suffix = "." + wanted;
            List<String> same = files.keySet().stream()
                    .filter(file -> file.endsWith(suffix))
                    .toList();
            if (same.size() == 1) {
                return Optional.of(same.get(0));
            }
        }
        return Optional.empty();
    }
}

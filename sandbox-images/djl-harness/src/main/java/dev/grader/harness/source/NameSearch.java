package dev.grader.harness.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * Searches a compiled file for names, each resolved by the compiler: whatever is imported, inherited, aliased by
 * {@code var} or reached through a chain of calls is found under its own name. Text and comments are no names.
 */
final class NameSearch extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Trees trees;
    private final CompilationUnitTree unit;
    private final String path;
    private final List<SourceRule> rules;
    private final Set<SourceFinding> findings = new LinkedHashSet<>();
    private final Set<SourceProblem> problems = new LinkedHashSet<>();

    private NameSearch(Trees trees, CompilationUnitTree unit, String path, List<SourceRule> rules) {
        this.trees = trees;
        this.unit = unit;
        this.path = path;
        this.rules = rules;
    }

    static NameSearch of(Trees trees, CompilationUnitTree unit, String path, List<SourceRule> rules) {
        NameSearch search = new NameSearch(trees, unit, path, rules);
        search.scan(unit, null);
        return search;
    }

    Set<SourceFinding> findings() {
        return findings;
    }

    /** Names that no submission gets. */
    Set<SourceProblem> problems() {
        return problems;
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
        String written = tree.getQualifiedIdentifier().toString();
        String name = written.endsWith(".*") ? written.substring(0, written.length() - 2) : written;
        for (SourceRule rule : rules) {
            if (rule.forbidsImport(name)) {
                findings.add(new SourceFinding(rule.id(), "import", name, path, line(tree)));
            }
        }
        return null;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
        use(tree);
        return super.visitIdentifier(tree, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        use(tree);
        return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        use(tree);
        return super.visitMemberReference(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        use(tree);
        return super.visitNewClass(tree, null);
    }

    private void use(Tree tree) {
        Element element = trees.getElement(new TreePath(getCurrentPath().getParentPath(), tree));
        Optional<String> resolved = element == null ? Optional.empty() : name(element);
        if (resolved.isEmpty()) {
            return;
        }
        String name = resolved.get();
        if (MissingApi.contains(name)) {
            problems.add(new SourceProblem(path, line(tree), name + " is not available to submissions"));
        }
        for (SourceRule rule : rules) {
            if (rule.forbidsUse(name)) {
                findings.add(new SourceFinding(rule.id(), "call", name, path, line(tree)));
            }
        }
    }

    /** Whole names of types and of their members; packages, and what is local to a method, have none that counts. */
    private static Optional<String> name(Element element) {
        return switch (element) {
            case PackageElement ignored -> Optional.empty();
            case QualifiedNameable named -> Optional.of(named.getQualifiedName().toString());
            case ExecutableElement executable -> member(executable);
            case VariableElement variable -> member(variable);
            default -> Optional.empty();
        };
    }

    private static Optional<String> member(Element member) {
        if (member.getEnclosingElement() instanceof QualifiedNameable owner) {
            String type = owner.getQualifiedName().toString();
            String simple = member.getSimpleName().toString();
            return Optional.of(simple.equals("<init>") ? type : type + "." + simple);
        }
        return Optional.empty();
    }

    private int line(Tree tree) {
        long position = trees.getSourcePositions().getStartPosition(unit, tree);
        return position < 0 ? 0 : (int) unit.getLineMap().getLineNumber(position);
    }
}

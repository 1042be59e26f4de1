package dev.grader.harness.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Block;
import java.io.File;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JavaSourcesTest {
    private static final String LINEAR = """
            package course.layers;

            import ai.djl.ndarray.NDArray;

            public final class Linear {
                public static NDArray forward(NDArray x, NDArray w) {
                    return Shapes.checked(x).matMul(w);
                }
            }
            """;
    private static final String SHAPES = """
            package course.layers;

            import ai.djl.ndarray.NDArray;

            final class Shapes {
                static NDArray checked(NDArray x) {
                    return x;
                }
            }
            """;

    private static CompiledTarget compile(Map<String, String> files, String target, SourceRule... rules)
            throws URISyntaxException {
        File api = new File(
                Block.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return new JavaSources(files, List.of(api), List.of(rules)).compile(target);
    }

    private static CompiledTarget body(String statements, SourceRule... rules) throws URISyntaxException {
        return compile(
                Map.of(
                        "A.java",
                        "import ai.djl.ndarray.*;\nimport ai.djl.nn.convolutional.*;\nclass A {\n  Object f(NDArray x)"
                                + " throws Exception {\n    " + statements + "\n  }\n}"),
                "A",
                rules);
    }

    @Test
    void compilesWhatTheClassNeedsWhereverItLies() throws Exception {
        CompiledTarget target = compile(
                Map.of(
                        "hw1/src/main/java/course/layers/Linear.java",
                        LINEAR,
                        "hw1/src/main/java/course/layers/Shapes.java",
                        SHAPES,
                        "hw1/src/main/java/course/Main.java",
                        "package course; import ai.djl.basicdataset.Mnist; class Main {}",
                        "hw1/src/test/java/course/LinearTest.java",
                        "not even Java"),
                "Linear");
        assertThat(target.problems()).isEmpty();
        assertThat(target.classes()).containsOnlyKeys("course.layers.Linear", "course.layers.Shapes");
    }

    @Test
    void theWholeNameAndNestedClassesAreFound() throws Exception {
        Map<String, String> files = Map.of("all.java", "package a; class Layers { static class Linear {} }");
        assertThat(compile(files, "a.Layers.Linear").classes()).containsOnlyKeys("a.Layers", "a.Layers$Linear");
        assertThat(compile(files, "Layers.Linear").classes()).hasSize(2);
    }

    @Test
    void anErrorHasFileLineAndWhatIsMissing() throws Exception {
        CompiledTarget target =
                compile(Map.of("src/A.java", "class A {\n  int f() {\n    return weigth;\n  }\n}"), "A");
        assertThat(target.classes()).isEmpty();
        assertThat(target.problems())
                .extracting(SourceProblem::text)
                .containsExactly("src/A.java:3: cannot find symbol; symbol: variable weigth; location: class A");
    }

    @Test
    void aFileThatDoesNotParseIsAProblemOfItsOwnClassOnly() throws Exception {
        Map<String, String> files = Map.of("A.java", "class A { int f( }", "B.java", "class B {}");
        assertThat(compile(files, "A").problems().get(0).text()).startsWith("A.java:1: ");
        assertThat(compile(files, "B").problems()).isEmpty();
    }

    @Test
    void aMissingClassIsToldWithThoseThatAreThere() throws Exception {
        assertThat(compile(Map.of("B.java", "package b; class B {}"), "A").problems())
                .extracting(SourceProblem::text)
                .containsExactly("no file declares a class A; there are b.B");
    }

    @Test
    void forbiddenNamesAreFoundHoweverTheyAreReached() throws Exception {
        SourceRule rule = new SourceRule("r1", List.of(), List.of("ai.djl.nn.convolutional.*"));
        List<String> uses = List.of(
                "return Conv2d.builder();",
                "return ai.djl.nn.convolutional.Conv2d.builder().build();",
                "java.util.function.Supplier<?> s = Conv2d::builder; return s;",
                "var b = (Conv2d) x.getManager(); return b;",
                "class Mine extends Conv2d { Mine(Conv2d.Builder b) { super(b); } } return null;");
        for (String use : uses) {
            CompiledTarget target = body(use, rule);
            assertThat(target.problems()).as(use).isEmpty();
            assertThat(target.findings()).as(use).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.file()).isEqualTo("A.java");
                assertThat(finding.line()).isEqualTo(5);
                assertThat(finding.name()).startsWith("ai.djl.nn.convolutional.Conv2d");
            });
        }
    }

    @Test
    void anUnusedImportTextAndCommentsAreNoUse() throws Exception {
        SourceRule rule = new SourceRule("r1", List.of(), List.of("ai.djl.nn.convolutional"));
        assertThat(body("/* Conv2d.builder() */ return \"Conv2d\";", rule).findings())
                .isEmpty();
    }

    @Test
    void aForbiddenImportIsFoundAtItsLineAndByItsWholeName() throws Exception {
        SourceRule rule = new SourceRule("r1", List.of("ai.djl.nn.convolutional"), List.of());
        assertThat(body("return x;", rule).findings())
                .containsExactly(new SourceFinding("r1", "import", "ai.djl.nn.convolutional", "A.java", 2));
        SourceRule array = new SourceRule("r2", List.of("java.util.BitSet"), List.of());
        assertThat(body("return new java.util.BitSet();", array).findings())
                .containsExactly(new SourceFinding("r2", "call", "java.util.BitSet", "A.java", 5));
    }

    @Test
    void aSingleMethodCanBeForbidden() throws Exception {
        SourceRule rule = new SourceRule("r1", List.of(), List.of("ai.djl.ndarray.NDArray.stopGradient"));
        assertThat(body("return x.duplicate().stopGradient();", rule).findings())
                .containsExactly(new SourceFinding("r1", "call", "ai.djl.ndarray.NDArray.stopGradient", "A.java", 5));
        assertThat(body("return x.duplicate();", rule).findings()).isEmpty();
    }

    @Test
    void whatReachesTheHarnessIsNotAvailable() throws Exception {
        List<String> uses = List.of(
                "return getClass().getClassLoader();",
                "return Class.forName(\"A\");",
                "var methods = String.class.getMethods(); return methods[0];",
                "return java.lang.invoke.MethodHandles.lookup();",
                "return Thread.currentThread().getContextClassLoader();",
                "return new ClassLoader() {};");
        for (String use : uses) {
            CompiledTarget target = body(use);
            assertThat(target.classes()).as(use).isEmpty();
            assertThat(target.problems()).as(use).isNotEmpty();
            assertThat(target.problems().get(0).text())
                    .startsWith("A.java:5: ")
                    .endsWith("is not available to submissions");
        }
        assertThat(body("return dev.grader.harness.source.JavaSources.class;").problems())
                .isNotEmpty();
    }

    @Test
    void ordinaryJavaIsAvailable() throws Exception {
        CompiledTarget target = body("""
                record P(int a, String b) {} enum E { X, Y }
                java.util.Map<String, P> m = new java.util.HashMap<>();
                java.util.stream.IntStream.range(0, 3).forEach(i -> m.put("k" + i, new P(i, "b")));
                switch (E.X) { case X -> System.out.println(m + getClass().getSimpleName()); case Y -> {} }
                return new NDList(x);
                """);
        assertThat(target.problems()).isEmpty();
    }
}

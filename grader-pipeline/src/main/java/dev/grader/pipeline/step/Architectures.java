package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Artifact;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.SuiteFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The models for which submissions bring weights. They are exported from the suite's own files, in a container that gets
 * nothing of a student's, when the reference is measured, and kept among its outputs.
 *
 * @param exported test id to name to the TorchScript archive, as bytes
 */
public record Architectures(Map<String, Map<String, Tensor>> exported) {
    private static final String NAME = "architecture.";
    private static final String ENTRY = "grader_architecture";
    private static final String UNIT = "e1";

    public Architectures {
        exported = Map.copyOf(exported);
    }

    /** Those that were exported at calibration. */
    public static Architectures of(Map<String, Map<String, Tensor>> reference) {
        return new Architectures(reference);
    }

    /** Exports all that the suite's tests need. */
    public static Architectures ofReference(JobContext context)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        Map<String, Map<String, Tensor>> exported = new HashMap<>();
        for (TestDefinition test : context.tests()) {
            if (test instanceof TestDefinition.Predict predict) {
                Map<String, Tensor> models = new HashMap<>();
                for (int i = 0; i < predict.artifacts().size(); i++) {
                    if (predict.artifacts().get(i) instanceof Artifact.Safetensors safetensors) {
                        byte[] module = export(context, predict, safetensors.architecture());
                        models.put(NAME + i, new Tensor(ElementType.UINT8, List.of((long) module.length), module));
                    }
                }
                exported.put(test.id(), models);
            }
        }
        return new Architectures(exported);
    }

    /** Of one test, by name. */
    public Map<String, Tensor> of(String testId) {
        return exported.getOrDefault(testId, Map.of());
    }

    /** The module for one form of a test's artifacts, with every part of its state as a parameter. */
    byte[] module(TestDefinition.Predict test, int artifact) throws InfrastructureFault {
        Tensor module = of(test.id()).get(NAME + artifact);
        if (module == null) {
            throw new InfrastructureFault(
                    "the architecture of test '" + test.id() + "' was not exported; calibrate the suite again");
        }
        return module.data();
    }

    private static byte[] export(JobContext context, TestDefinition.Predict test, Artifact.Architecture architecture)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        Material material = new Material();
        material.files(files(context.input().bundle(), architecture));
        Plan.Export plan = new Plan.Export(
                List.of(),
                List.of(new Plan.ExportUnit(
                        UNIT,
                        ENTRY + ":build",
                        1,
                        List.of(),
                        test.common().limits().wallSeconds(),
                        List.of())));
        UnitResult result = StepExecutor.run(
                        context,
                        new StepRequest(
                                "export architecture",
                                context.image(context.input().bundle().suite().image()),
                                test.common().limits(),
                                List.of(UNIT),
                                Set.of(),
                                remaining -> plan,
                                material.frames(),
                                false),
                        false)
                .unit(UNIT);
        Stop stop = result.stop();
        if (stop != null) {
            throw new SuiteFault("the architecture " + architecture + " of test '" + test.id()
                    + "' cannot be exported: " + stop.message() + "; " + stop.detail() + "\n" + result.output());
        }
        byte[] module = result.blob();
        if (module == null) {
            throw new SuiteFault("the architecture " + architecture + " of test '" + test.id() + "' gives no model");
        }
        return module;
    }

    private static Map<String, byte[]> files(SuiteBundle bundle, Artifact.Architecture architecture) {
        Map<String, byte[]> files = new HashMap<>();
        if (architecture.folder().isEmpty()) {
            files.put(architecture.file(), bundle.file(architecture.file()));
        } else {
            files.putAll(bundle.filesUnder(architecture.folder()));
        }
        files.put(
                ENTRY + ".py",
                entry().replace("MODULE", architecture.target().module())
                        .replace("FUNCTION", architecture.target().name())
                        .getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static String entry() {
        try (InputStream input = Objects.requireNonNull(Architectures.class.getResourceAsStream("architecture.py"))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.grader.cli.proof;

import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.pipeline.DockerJobRunner;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.DockerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a proof on this machine begins with. */
public final class LocalProof {
    /** Goes into the labels of containers. */
    private static final String WORKER = "suite-test";

    private static final String MACHINE_KIND = "this-machine";

    private LocalProof() {}

    /** A suite with some of its tests; all for an empty set. */
    public static SuiteBundle withTests(SuiteBundle bundle, Set<String> tests) {
        return tests.isEmpty()
                ? bundle
                : new SuiteBundle(bundle.digest(), bundle.suite().withTests(tests), bundle.files());
    }

    /** The container engine, with the same limits as a worker's: the profile of system calls lies in the product's folder. */
    public static DockerEngine engine(Map<String, String> environment) throws IOException {
        Optional<Path> profile = Optional.ofNullable(environment.get("GRADER_SANDBOX_SECCOMP"))
                .or(() -> Optional.ofNullable(environment.get("GRADER_HOME"))
                        .map(home -> home + "/sandbox-images/seccomp.json"))
                .map(Path::of)
                .filter(Files::isRegularFile);
        @Nullable String text = profile.isPresent() ? Files.readString(profile.get()) : null;
        return new DockerEngine(text, environment.get("GRADER_SANDBOX_RUNTIME"));
    }

    /**
     * A grader for a suite.
     *
     * @param data see {@link SuiteFolder#data}
     * @throws InfrastructureFault when the engine or an image is missing, with the command that helps
     */
    public static LocalGrader grader(DockerEngine engine, SuiteBundle bundle, Map<String, Path> data, long secret)
            throws InterruptedException, InfrastructureFault {
        LocalImages images = LocalImages.of(bundle.suite(), engine);
        DockerJobRunner runner =
                new DockerJobRunner(engine, WORKER, MACHINE_KIND, images.digests(), null, InstantSource.system());
        return new LocalGrader(runner, images.names(), bundle, data, secret);
    }

    /** The fixture that others are compared with. */
    public static Fixture.Reference reference(SuiteBundle bundle) {
        return bundle.suite().fixtures().stream()
                .filter(Fixture.Reference.class::isInstance)
                .map(Fixture.Reference.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the suite has no reference"));
    }
}

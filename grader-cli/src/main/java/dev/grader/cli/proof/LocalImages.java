package dev.grader.cli.proof;

import dev.grader.core.suite.Suite;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.DockerEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The sandbox images that a suite needs, as this machine's engine has them.
 *
 * @param names sandbox image name to the name that the engine is asked for
 * @param digests sandbox image name to digest
 */
public record LocalImages(Map<String, String> names, Map<String, String> digests) {
    private static final String DJL = "djl";
    private static final String PATTERN = "grader-sandbox/%s:latest";

    public LocalImages {
        names = Map.copyOf(names);
        digests = Map.copyOf(digests);
    }

    /**
     * Looks for them.
     *
     * @throws InfrastructureFault when one is missing or the engine does not answer, with the command that helps
     */
    public static LocalImages of(Suite suite, DockerEngine engine) throws InterruptedException, InfrastructureFault {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> digests = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        try {
            engine.removeOrphans(labels -> false);
        } catch (InfrastructureFault fault) {
            throw new InfrastructureFault(
                    "No container engine answers here: " + fault.getMessage()
                            + "\n"
                            + "Start Docker (on Debian: sudo service docker start), or set DOCKER_HOST to where it is."
                            + " If it runs, your account must be in the group docker.",
                    fault);
        }
        for (String name : new TreeSet<>(List.of(DJL, suite.image()))) {
            String image = PATTERN.formatted(name);
            try {
                digests.put(name, engine.imageDigest(image));
                names.put(name, image);
            } catch (InfrastructureFault fault) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new InfrastructureFault("The engine has no image " + PATTERN.formatted(missing.getFirst())
                    + ", which the suite needs. Build it in the folder of the grader with: sandbox-images/build.sh"
                    + String.join(
                            "", missing.stream().map(name -> " --only " + name).toList()));
        }
        return new LocalImages(names, digests);
    }
}

package dev.grader.pipeline.container;

import java.util.Map;

/** The labels by which leftover containers are found. */
public final class ContainerLabels {
    public static final String JOB = "dev.grader.job";
    public static final String TOKEN = "dev.grader.token";
    public static final String WORKER = "dev.grader.worker";
    public static final String STEP = "dev.grader.step";

    private ContainerLabels() {}

    static Map<String, String> of(ContainerSpec spec) {
        return Map.of(
                JOB, spec.jobId().toString(),
                TOKEN, Long.toString(spec.token()),
                WORKER, spec.worker(),
                STEP, spec.step());
    }
}

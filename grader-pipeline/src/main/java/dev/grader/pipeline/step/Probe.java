package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.protocol.Plan;
import dev.grader.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One test that is run in a process of its own in the student's language. */
public interface Probe {
    String testId();

    /** The calls of the test; arrays go into the material. */
    Plan.ProbeUnit unit(String id, Material material);

    /** Which of the tensors that come out are what others are compared with. */
    Predicate<String> isReference();

    /**
     * What the student's tensors are worth, against the reference's.
     *
     * @throws MissingOutputException when a tensor that was asked for did not come
     */
    List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual) throws MissingOutputException;
}

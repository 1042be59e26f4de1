package dev.grader.core.proof;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.proof.ProofReport.ComparisonProof;
import dev.grader.core.score.Thresholds;
import dev.grader.core.suite.TestDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How far the errors of fixtures are from the tolerance of one test. The noise is the worst error of a right solution: what is
 * left of it is rounding, which another processor or another order of summing does differently.
 */
final class ComparisonMargins {
    private final TestDefinition test;
    private final List<String> problems;

    /**
     * Margins of a test.
     *
     * @param problems gets those that are found
     */
    ComparisonMargins(TestDefinition test, List<String> problems) {
        this.test = test;
        this.problems = problems;
    }

    /** The errors of one fixture in units of the tolerance. */
    private record Worst(String fixture, Expectation expectation, double error) {}

    /** Null for a test that compares nothing. */
    @Nullable
    ComparisonProof of(List<GradedFixture> fixtures) {
        List<Worst> errors =
                fixtures.stream().flatMap(fixture -> worst(fixture).stream()).toList();
        if (errors.isEmpty()) {
            return null;
        }
        Optional<Worst> right = errors.stream()
                .filter(worst -> worst.expectation() == Expectation.PASSES && worst.error() <= 1)
                .reduce((one, other) -> other.error() > one.error() ? other : one);
        Optional<Worst> wrong = errors.stream()
                .filter(worst -> worst.expectation() == Expectation.LOSES && worst.error() > 1)
                .reduce((one, other) -> other.error() < one.error() ? other : one);
        double noise = right.map(Worst::error).orElse(0.0);
        if (noise * ProofReport.LEAST_MARGIN > 1) {
            right.ifPresent(worst -> problems.add(tooWide(worst)));
        } else {
            wrong.filter(worst -> worst.error() - 1 < ProofReport.LEAST_MARGIN * noise)
                    .ifPresent(worst -> problems.add(tooSmall(worst, noise)));
        }
        return new ComparisonProof(
                noise,
                right.map(Worst::fixture).orElse(null),
                wrong.map(Worst::error).orElse(Double.MAX_VALUE),
                wrong.map(Worst::fixture).orElse(null));
    }

    private Optional<Worst> worst(GradedFixture graded) {
        return graded.evidence(test.id()).stream()
                .filter(Evidence.Comparison.class::isInstance)
                .map(Evidence.Comparison.class::cast)
                .flatMapToDouble(comparison -> error(comparison).stream())
                .boxed()
                .max(Double::compare)
                .map(error -> new Worst(graded.fixture().path(), Expectation.of(graded.fixture(), test.id()), error));
    }

    private OptionalDouble error(Evidence.Comparison comparison) {
        ErrorProfile profile = comparison.profile();
        OptionalDouble tolerance = Thresholds.tolerance(test, comparison);
        if (tolerance.isEmpty()) {
            return tolerance;
        }
        if (comparison.judge() == Evidence.Judge.DEPENDENCE) {
            // The other way round: outputs for other inputs must be further apart than the tolerance.
            return OptionalDouble.of(
                    profile.within(tolerance.getAsDouble()) && profile.maximum() == 0
                            ? Double.MAX_VALUE
                            : profile.sameShape() ? Ratio.of(tolerance.getAsDouble(), profile.maximum()) : 0);
        }
        return OptionalDouble.of(
                profile.sameShape() && profile.notFinite() == 0
                        ? Ratio.of(profile.maximum(), tolerance.getAsDouble())
                        : Double.MAX_VALUE);
    }

    private String tooWide(Worst right) {
        return String.format(
                Locale.ROOT,
                "%s: its error in '%s' is %.2f of the tolerance; a right solution must stay below a third, for another"
                        + " machine rounds differently. Widen the tolerance.",
                right.fixture(),
                test.id(),
                right.error());
    }

    private String tooSmall(Worst wrong, double noise) {
        return String.format(
                Locale.ROOT,
                "%s: loses '%s' by an error of only %.2f times the tolerance, while right solutions differ by %.2f; the"
                        + " distance must be at least %.0f times that. Narrow the tolerance, or use inputs that show the"
                        + " mistake better.",
                wrong.fixture(),
                test.id(),
                wrong.error(),
                noise,
                ProofReport.LEAST_MARGIN);
    }
}

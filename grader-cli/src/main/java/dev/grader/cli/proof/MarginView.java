package dev.grader.cli.proof;

import dev.grader.cli.terminal.Table;
import dev.grader.core.proof.ProofReport;
import dev.grader.core.proof.ProofReport.ComparisonProof;
import dev.grader.core.proof.ProofReport.FixtureMetric;
import dev.grader.core.proof.ProofReport.MetricProof;
import dev.grader.core.proof.ProofReport.TestProof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows the report of a proof: how near each verdict was. */
public final class MarginView {
    /** From here on a number says only that it is large. */
    private static final double LARGE = 1e6;

    private MarginView() {}

    /** The report in lines. */
    public static List<String> lines(ProofReport report, int width) {
        List<String> lines = new ArrayList<>();
        lines.addAll(metrics(report, width));
        lines.addAll(comparisons(report, width));
        return lines;
    }

    private static List<String> metrics(ProofReport report, int width) {
        Table table = new Table("METRIC", "REFERENCE", "FULL FROM", "NOISE", "MARGIN", "DETECTS", "NEAREST SOLUTION");
        boolean any = false;
        for (TestProof test : report.tests()) {
            for (MetricProof metric : test.metrics()) {
                any = true;
                table.row(
                        test.testId(),
                        number(metric.mean()) + " ± " + number(metric.spread()),
                        number(metric.fullFrom()),
                        number(metric.noise()),
                        times(metric.marginInNoise()),
                        number(metric.detectable()),
                        nearest(metric));
            }
        }
        if (!any) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.add(String.format(
                Locale.ROOT,
                "NOISE: standard error of (mean of a submission − mean of the reference). MARGIN: from the reference to"
                        + " the cut-off, in units of the noise. DETECTS: how much worse than the reference a model must"
                        + " be to lose points with probability %.0f %%.",
                100 * ProofReport.POWER));
        return lines;
    }

    private static String nearest(MetricProof metric) {
        return metric.fixtures().stream()
                .filter(FixtureMetric::decides)
                .min(Comparator.comparingDouble(FixtureMetric::marginInNoise))
                .map(fixture -> times(fixture.marginInNoise()) + " " + fixture.fixture())
                .orElse("");
    }

    private static List<String> comparisons(ProofReport report, int width) {
        Table table = new Table("COMPARISON", "WORST RIGHT", "", "SMALLEST WRONG", "");
        boolean any = false;
        for (TestProof test : report.tests()) {
            @Nullable ComparisonProof comparisons = test.comparisons();
            if (comparisons != null) {
                any = true;
                table.row(
                        test.testId(),
                        large(comparisons.worstRight()),
                        text(comparisons.worstRight() == 0 ? null : comparisons.worstRightFixture()),
                        comparisons.smallestWrongFixture() == null ? "none" : large(comparisons.smallestWrong()),
                        text(comparisons.smallestWrongFixture()));
            }
        }
        if (!any) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.add("Errors in units of the tolerance: of right solutions the largest, of wrong ones the smallest that"
                + " loses the test.");
        return lines;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String times(double marginInNoise) {
        return marginInNoise == Double.MAX_VALUE ? "no noise" : String.format(Locale.ROOT, "%.1f ×", marginInNoise);
    }

    private static String large(double ratio) {
        if (ratio == Double.MAX_VALUE) {
            return "not comparable";
        }
        return ratio >= LARGE ? String.format(Locale.ROOT, "%.0e", ratio) : number(ratio);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 1e-3 && value != 0 ? "%.1e" : "%.4g", value);
    }
}

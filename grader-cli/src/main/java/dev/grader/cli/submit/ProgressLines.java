package dev.grader.cli.submit;

import dev.grader.cli.terminal.SafeText;
import dev.grader.core.job.Progress;
import java.util.List;
import java.util.Locale;

/** What a job is doing, in lines. The numbers come out of a container with student code: they are for show only. */
final class ProgressLines {
    private static final int BAR = 20;

    List<String> of(Progress progress) {
        return switch (progress) {
            case Progress.StepBegun begun -> List.of("  " + SafeText.line(begun.step()) + " …");
            case Progress.StepEnded ended ->
                List.of(String.format(
                        Locale.ROOT, "  %s done in %.1f s", SafeText.line(ended.step()), ended.seconds()));
            case Progress.Epoch epoch -> List.of(epoch(epoch));
        };
    }

    private static String epoch(Progress.Epoch epoch) {
        return String.format(
                Locale.ROOT,
                "    epoch %2d/%d  loss %8.4f  accuracy %5.1f %%  %s",
                epoch.epoch(),
                epoch.epochs(),
                epoch.loss(),
                100 * epoch.accuracy(),
                bar(epoch.accuracy()));
    }

    private static String bar(double share) {
        int full = Double.isFinite(share) ? (int) Math.round(BAR * Math.clamp(share, 0, 1)) : 0;
        return "█".repeat(full) + "░".repeat(BAR - full);
    }
}

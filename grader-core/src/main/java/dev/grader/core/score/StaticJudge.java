package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.TestDefinition.Bounds;
import dev.grader.core.suite.TestDefinition.StoredNumbers;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges files, what was found in the syntax tree, and what the exported model holds. */
final class StaticJudge {
    private StaticJudge() {}

    /** What the rules forbid counts also when the test could not be measured to the end. */
    static Optional<Judgement> findings(List<Evidence> evidence) {
        List<String> messages = Of.type(Evidence.Finding.class, evidence)
                .map(StaticJudge::words)
                .toList();
        return messages.isEmpty() ? Optional.empty() : Optional.of(Judgement.lost(Verdict.REFUSED_BY_RULE, messages));
    }

    static Judgement judge(TestDefinition.Static test, List<Evidence> evidence) {
        Optional<Judgement> refused = findings(evidence);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<String> wrong = new ArrayList<>();
        if (test.storedNumbers().isPresent()) {
            Optional<Evidence.StoredNumbers> measured =
                    Of.type(Evidence.StoredNumbers.class, evidence).findFirst();
            if (measured.isEmpty()) {
                return Judgement.infrastructure("the size of the exported model was not measured");
            }
            stored(test, test.storedNumbers().get(), measured.get().count()).ifPresent(wrong::add);
        }
        if (test.parameters().isPresent()) {
            Optional<Evidence.ModelContents> contents =
                    Of.type(Evidence.ModelContents.class, evidence).findFirst();
            if (contents.isEmpty()) {
                return Judgement.infrastructure("what the exported model holds was not measured");
            }
            wrong.addAll(ContentsWords.wrong(
                    test.parameters().get(),
                    contents.get(),
                    test.common().visibility().showsValues()));
        }
        if (test.maximumKilobytes().isPresent()) {
            Optional<Evidence.SubmissionSize> size =
                    Of.type(Evidence.SubmissionSize.class, evidence).findFirst();
            if (size.isEmpty()) {
                return Judgement.infrastructure("the size of the submission was not measured");
            }
            size(test.maximumKilobytes().get(), size.get().bytes()).ifPresent(wrong::add);
        }
        return wrong.isEmpty() ? Judgement.ofShare(BigDecimal.ONE, List.of()) : Judgement.lost(Verdict.FAILED, wrong);
    }

    private static Optional<String> stored(TestDefinition.Static test, StoredNumbers bounds, long count) {
        if (new Bounds(bounds.atLeast(), bounds.atMost()).contains(count)) {
            return Optional.empty();
        }
        String which = count < bounds.atLeast() ? "too few" : "too many";
        return Optional.of(
                test.common().visibility().showsValues()
                        ? "the exported model holds " + count + " numbers (parameters, buffers and constants), " + which
                                + ": " + bounds.atLeast() + " to " + bounds.atMost() + " are allowed"
                        : "the exported model holds " + which + " numbers (parameters, buffers and constants)");
    }

    private static Optional<String> size(int maximumKilobytes, long bytes) {
        long kilobytes = Math.ceilDiv(bytes, 1000L);
        return kilobytes <= maximumKilobytes
                ? Optional.empty()
                : Optional.of("the submission has " + kilobytes + " kB unpacked; at most " + maximumKilobytes
                        + " kB are allowed");
    }

    static String words(Evidence.Finding finding) {
        return switch (finding.rule()) {
            case Evidence.Finding.MISSING_FILE -> "the submission has no file " + finding.name();
            case Evidence.Finding.FORBIDDEN_FILE ->
                "the submission has the file " + finding.file() + ", which this assignment does not allow ("
                        + finding.name() + ")";
            default ->
                place(finding.file(), finding.line()) + " uses " + finding.name()
                        + ", which this assignment does not allow";
        };
    }

    static String words(Evidence.Flag flag) {
        String what = flag.file().isEmpty() ? flag.name() : place(flag.file(), flag.line()) + " uses " + flag.name();
        return "for a person to look at, without effect on the points: " + what;
    }

    /** A cell of a notebook is not a place to click on, and reads better in words. */
    private static String place(String file, int line) {
        return file.contains(", cell ") ? file + ", line " + line : file + ":" + line;
    }
}

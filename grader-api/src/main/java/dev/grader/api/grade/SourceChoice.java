package dev.grader.api.grade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Which measurements of a submission hold for a version of the suite: of every test the first among the records whose own
 * suite version has the same measurement digest of it.
 */
final class SourceChoice {
    private final long target;
    private final LongFunction<Map<String, String>> digests;

    /**
     * A choice for one suite version.
     *
     * @param target id of the version
     * @param digests id of a version to its measurement digests, by test
     */
    SourceChoice(long target, LongFunction<Map<String, String>> digests) {
        this.target = target;
        this.digests = digests;
    }

    /** A record of which no test is taken. */
    static List<Measured> nothingOf(List<Measured> current) {
        Measured first = current.getFirst();
        GradeSource none =
                new GradeSource(first.source().jobId(), first.source().token(), List.of());
        return List.of(new Measured(none, first.suiteVersionId(), first.record()));
    }

    /**
     * The records that hold, with the tests that are taken from each.
     *
     * @param current what the grade that counts was made of
     * @param reruns what was run again, newest first; those for this very version go before all else
     */
    List<Measured> choose(List<Measured> current, List<Measured> reruns) {
        List<Measured> ordered = new ArrayList<>();
        reruns.stream().filter(rerun -> rerun.suiteVersionId() == target).forEach(ordered::add);
        ordered.addAll(current);
        reruns.stream().filter(rerun -> rerun.suiteVersionId() != target).forEach(ordered::add);
        Map<Integer, List<String>> taken = new LinkedHashMap<>();
        digests.apply(target).forEach((test, digest) -> {
            for (int place = 0; place < ordered.size(); place++) {
                Measured measured = ordered.get(place);
                if (measured.source().tests().contains(test)
                        && digest.equals(
                                digests.apply(measured.suiteVersionId()).get(test))) {
                    taken.computeIfAbsent(place, none -> new ArrayList<>()).add(test);
                    return;
                }
            }
        });
        List<Measured> chosen = new ArrayList<>();
        taken.forEach((place, tests) -> {
            Measured measured = ordered.get(place);
            GradeSource source = measured.source();
            chosen.add(new Measured(
                    new GradeSource(source.jobId(), source.token(), tests),
                    measured.suiteVersionId(),
                    measured.record()));
        });
        return chosen;
    }
}

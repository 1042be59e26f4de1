package dev.grader.core.gradebook.rubric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Hands works out to graders evenly: no grader gets two works more than another, unless one's own work is in the way. The same
 * works, graders and seed always give the same.
 */
public final class GraderDistribution {
    private final List<String> graders;
    private final int perWork;
    private final long seed;

    /**
     * Graders to hand works out to.
     *
     * @param graders logins, each once
     * @param perWork graders of each work
     * @param seed of the order in which works are handed out, and of who grades together with whom
     * @throws IllegalArgumentException for fewer graders than a work needs, or one who is named twice
     */
    public GraderDistribution(List<String> graders, int perWork, long seed) {
        if (perWork < 1) {
            throw new IllegalArgumentException("every work needs at least one grader");
        }
        if (graders.stream().distinct().count() != graders.size()) {
            throw new IllegalArgumentException("a grader is named twice");
        }
        if (graders.size() < perWork) {
            throw new IllegalArgumentException(
                    "there are " + graders.size() + " graders, but every work is to have " + perWork);
        }
        this.graders = List.copyOf(graders);
        this.perWork = perWork;
        this.seed = seed;
    }

    /**
     * Graders of each work.
     *
     * @param works by the logins of those whose work it is
     * @param loads works that a grader has already
     * @throws IllegalArgumentException for a work of so many graders that too few others are left
     */
    public Map<List<String>, List<String>> of(List<List<String>> works, Map<String, Integer> loads) {
        Random random = new Random(seed);
        List<List<String>> order = new ArrayList<>(works);
        order.sort(Comparator.comparing(work -> String.join(" ", work)));
        Collections.shuffle(order, random);
        Map<String, Integer> counts = new HashMap<>(loads);
        Map<List<String>, List<String>> handedOut = new LinkedHashMap<>();
        for (List<String> work : order) {
            List<String> chosen = leastLoaded(work, counts, random);
            chosen.forEach(grader -> counts.merge(grader, 1, Integer::sum));
            handedOut.put(work, chosen);
        }
        return handedOut;
    }

    private List<String> leastLoaded(List<String> work, Map<String, Integer> counts, Random random) {
        List<String> others = new ArrayList<>(graders.stream()
                .filter(grader -> !work.contains(grader))
                .sorted()
                .toList());
        if (others.size() < perWork) {
            throw new IllegalArgumentException("the work of " + String.join(", ", work) + " has only " + others.size()
                    + " graders whose own it is not, but is to have " + perWork);
        }
        // the sort is stable: among those with the same load chance decides
        Collections.shuffle(others, random);
        others.sort(Comparator.comparingInt(grader -> counts.getOrDefault(grader, 0)));
        return others.subList(0, perWork).stream().sorted().toList();
    }
}

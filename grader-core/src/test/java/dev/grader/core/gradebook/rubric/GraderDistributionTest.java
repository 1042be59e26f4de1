package dev.grader.core.gradebook.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraderDistributionTest {
    private static final List<String> GRADERS = List.of("ada", "bo", "cy");

    @Test
    void loadsDifferByAtMostOneAndNobodyGradesAWorkTwice() {
        for (int works = 1; works < 50; works++) {
            for (int perWork = 1; perWork <= GRADERS.size(); perWork++) {
                Map<List<String>, List<String>> handedOut =
                        new GraderDistribution(GRADERS, perWork, works).of(students(works), Map.of());

                assertThat(handedOut).hasSize(works);
                int size = perWork;
                int all = works * perWork;
                assertThat(handedOut.values())
                        .allSatisfy(graders -> assertThat(graders).hasSize(size).doesNotHaveDuplicates());
                List<Integer> loads = List.copyOf(loads(handedOut).values());
                assertThat(loads.stream().mapToInt(load -> load).sum()).isEqualTo(all);
                if (all >= GRADERS.size()) {
                    assertThat(loads).hasSize(GRADERS.size());
                    assertThat(loads)
                            .allSatisfy(load ->
                                    assertThat(load).isBetween(all / GRADERS.size(), (all + 2) / GRADERS.size()));
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameWhateverTheOrderAndAnotherSeedSomethingElse() {
        List<List<String>> backwards = new ArrayList<>(students(20).reversed());

        Map<List<String>, List<String>> one = new GraderDistribution(GRADERS, 2, 5).of(students(20), Map.of());

        assertThat(new GraderDistribution(List.of("cy", "ada", "bo"), 2, 5).of(backwards, Map.of()))
                .isEqualTo(one);
        assertThat(new GraderDistribution(GRADERS, 2, 6).of(students(20), Map.of()))
                .isNotEqualTo(one);
    }

    @Test
    void whoHasWorksAlreadyGetsFewer() {
        Map<List<String>, List<String>> handedOut =
                new GraderDistribution(GRADERS, 1, 1).of(students(6), Map.of("ada", 3));

        assertThat(loads(handedOut)).isEqualTo(Map.of("bo", 3, "cy", 3));
    }

    @Test
    void nobodyGradesTheirOwnWork() {
        List<List<String>> works = List.of(List.of("ada", "sara"), List.of("bo"), List.of("ali"));
        for (int seed = 0; seed < 20; seed++) {
            Map<List<String>, List<String>> handedOut = new GraderDistribution(GRADERS, 2, seed).of(works, Map.of());

            assertThat(handedOut.get(works.getFirst())).containsExactly("bo", "cy");
            assertThat(handedOut.get(works.get(1))).containsExactly("ada", "cy");
        }
        assertThatThrownBy(() -> new GraderDistribution(GRADERS, 3, 0).of(works, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only 2 graders");
    }

    @Test
    void tooFewGradersAreRefused() {
        assertThatThrownBy(() -> new GraderDistribution(GRADERS, 4, 0))
                .hasMessage("there are 3 graders, but every work is to have 4");
        assertThatThrownBy(() -> new GraderDistribution(List.of("ada", "ada"), 1, 0))
                .hasMessage("a grader is named twice");
        assertThatThrownBy(() -> new GraderDistribution(GRADERS, 0, 0)).hasMessageContaining("at least one");
    }

    private static List<List<String>> students(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> List.of("s" + number))
                .toList();
    }

    private static Map<String, Integer> loads(Map<List<String>, List<String>> handedOut) {
        Map<String, Integer> loads = new HashMap<>();
        handedOut.values().forEach(graders -> graders.forEach(grader -> loads.merge(grader, 1, Integer::sum)));
        return loads;
    }
}

package dev.grader.core.gradebook.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RubricResultTest {
    private static final BigDecimal TWENTY = new BigDecimal(20);

    @Test
    void everyAssignedGraderIsWaitedFor() {
        RubricResult result = RubricResult.of(List.of(assigned("ada", "15"), assigned("bo")), TWENTY);

        assertThat(result.points()).isEmpty();
        assertThat(result.waitingFor()).containsExactly("bo");
        assertThat(result.spread()).isEmpty();
    }

    @Test
    void theMeanIsRoundedOnceHalfUp() {
        // 10 + 10 + 11 = 31 thirds: 10.33333…; 0.0001 + 0.0002 = 0.00015 in the mean
        assertThat(points(assigned("a", "10"), assigned("b", "10"), assigned("c", "11")))
                .hasValue(new BigDecimal("10.3333"));
        assertThat(points(assigned("a", "0.0001"), assigned("b", "0.0002"))).hasValue(new BigDecimal("0.0002"));
        assertThat(points(assigned("a", "20"), assigned("b", "20"), assigned("c", "19")))
                .hasValue(new BigDecimal("19.6667"));
    }

    @Test
    void whoIsNotAssignedDoesNotCountBesideThoseWhoAre() {
        assertThat(points(assigned("a", "10"), other("b", "20"))).hasValue(new BigDecimal("10.0000"));
    }

    @Test
    void withoutAssignedGradersThoseCountWhoHaveReleased() {
        GraderTotal drafts = new GraderTotal("c", false, Optional.empty());

        assertThat(points(other("a", "10"), other("b", "11"), drafts)).hasValue(new BigDecimal("10.5000"));
        assertThat(points(drafts)).isEmpty();
        assertThat(points()).isEmpty();
    }

    @Test
    void moreThanATenthOfThePointsBetweenGradersIsADispute() {
        assertThat(RubricResult.of(List.of(assigned("a", "10"), assigned("b", "12")), TWENTY))
                .isEqualTo(new RubricResult(
                        Optional.of(new BigDecimal("11.0000")), List.of(), Optional.of(new BigDecimal(2)), false));
        assertThat(RubricResult.of(List.of(assigned("a", "10"), assigned("b", "12.0001")), TWENTY)
                        .disputed())
                .isTrue();
    }

    @Test
    void aDisputeShowsAlsoWhileAThirdGraderIsWaitedFor() {
        RubricResult result = RubricResult.of(List.of(assigned("a", "5"), assigned("b", "19"), assigned("c")), TWENTY);

        assertThat(result.disputed()).isTrue();
        assertThat(result.points()).isEmpty();
    }

    private static Optional<BigDecimal> points(GraderTotal... graders) {
        return RubricResult.of(List.of(graders), TWENTY).points();
    }

    private static GraderTotal assigned(String grader) {
        return new GraderTotal(grader, true, Optional.empty());
    }

    private static GraderTotal assigned(String grader, String points) {
        return new GraderTotal(grader, true, Optional.of(new BigDecimal(points)));
    }

    private static GraderTotal other(String grader, String points) {
        return new GraderTotal(grader, false, Optional.of(new BigDecimal(points)));
    }
}

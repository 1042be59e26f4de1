package dev.grader.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.job.RetryPolicy.Cause;
import dev.grader.api.job.RetryPolicy.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    @ParameterizedTest
    @EnumSource(value = Cause.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE_BROKEN")
    void theThirdClaimIsTheLast(Cause cause) {
        assertThat(RetryPolicy.after(cause, 1)).isInstanceOf(Decision.Requeue.class);
        assertThat(RetryPolicy.after(cause, 2)).isInstanceOf(Decision.Requeue.class);
        assertThat(RetryPolicy.after(cause, 3)).isEqualTo(new Decision.GiveUp());
    }

    @Test
    void aBrokenReferenceIsNotTriedAgain() {
        assertThat(RetryPolicy.after(Cause.REFERENCE_BROKEN, 1)).isEqualTo(new Decision.GiveUp());
    }

    @Test
    void aBrokenWorkerCannotUseUpAllClaimsAtOnce() {
        assertThat(RetryPolicy.after(Cause.REPORTED, 1)).isEqualTo(new Decision.Requeue(Duration.ofSeconds(2)));
        assertThat(RetryPolicy.after(Cause.REPORTED, 2)).isEqualTo(new Decision.Requeue(Duration.ofSeconds(20)));
    }

    @Test
    void aJobThatWasGivenUpIsLeftAloneForLongerEachTime() {
        assertThat(RetryPolicy.beforeNewTry(1)).isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryPolicy.beforeNewTry(2)).isEqualTo(Duration.ofMinutes(20));
        assertThat(RetryPolicy.beforeNewTry(1_000)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void aJobWhoseWorkerDiedHasWaitedLongEnough() {
        assertThat(RetryPolicy.after(Cause.EXPIRED, 1)).isEqualTo(new Decision.Requeue(Duration.ZERO));
    }
}

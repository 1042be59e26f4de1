package dev.grader.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What operators watch of the queue. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class JobMetricsTest {
    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    JobMetrics metrics;

    @Inject
    MeterRegistry meters;

    @Test
    void jobsAreCountedByTheirState() {
        workplace.clear();
        workplace.publishedCourse("deep", workplace.worker("worker-1"));
        workplace.submit("deep", "sara");
        workplace.submit("deep", "ali");
        sql.update(
                "UPDATE job SET state = 'CANCELLED' WHERE id = (SELECT min(id::text)::uuid FROM job WHERE state = 'QUEUED')");
        metrics.refresh();
        metrics.refreshClosed();
        for (JobState state : JobState.values()) {
            assertThat(shown(state)).as(state.name()).isEqualTo(stored(state));
        }
        assertThat(stored(JobState.QUEUED)).isOne();
        assertThat(stored(JobState.CANCELLED)).isOne();
    }

    private double shown(JobState state) {
        return meters.get("grader.jobs")
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .gauge()
                .value();
    }

    private double stored(JobState state) {
        return sql.count("SELECT count(*) AS n FROM job WHERE state = ?", state);
    }
}

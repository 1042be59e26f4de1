package dev.grader.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueArgumentsTest {
    @Test
    void numbersAndTruthValuesAreSentAsSuch() {
        Map<String, String> configured =
                Map.of("x-queue-type", "quorum", "x-delivery-limit", "20", "x-single-active-consumer", "false");

        assertThat(Broker.arguments(configured))
                .containsOnly(
                        Map.entry("x-queue-type", "quorum"),
                        Map.entry("x-delivery-limit", 20L),
                        Map.entry("x-single-active-consumer", false));
    }
}

package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void seedsArePositiveAndDistinct() {
        Set<Integer> seeds = new HashSet<>();
        for (long secret = 0; secret < 10; secret++) {
            for (int index = 0; index < 10; index++) {
                seeds.add(Seeds.training(secret, "training", index));
                seeds.add(Seeds.training(secret, "training-2", index));
                seeds.add(Seeds.export(secret, "training", index));
            }
        }

        assertThat(seeds).hasSize(300).allMatch(seed -> seed > 0);
    }

    @Test
    void seedsStayTheSame() throws Exception {
        // The first eight bytes of SHA-256(secret 8 bytes, index 4 bytes, "training", 0, "t1"), of them the last 31
        // bits.
        byte[] input = new byte[12 + 11];
        input[7] = 42;
        input[11] = 3;
        System.arraycopy("training\0t1".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, input, 12, 11);
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(input);
        int expected = java.nio.ByteBuffer.wrap(digest).getInt(4) & Integer.MAX_VALUE;

        assertThat(Seeds.training(42, "t1", 3)).isEqualTo(expected);
    }

    @Test
    void onlyHiddenInputsAreSalted() {
        assertThat(Seeds.salt(42, common("a", Visibility.VISIBLE))).isZero();
        for (Visibility hidden : List.of(Visibility.HIDDEN, Visibility.AFTER_DUE_DATE, Visibility.AFTER_PUBLISHED)) {
            assertThat(Seeds.salt(42, common("a", hidden)))
                    .isNotZero()
                    .isEqualTo(Seeds.salt(42, common("a", Visibility.HIDDEN)))
                    .isNotEqualTo(Seeds.salt(43, common("a", hidden)))
                    .isNotEqualTo(Seeds.salt(42, common("b", hidden)));
        }
    }

    private static Common common(String id, Visibility visibility) {
        return new Common(id, "A", BigDecimal.ONE, visibility, List.of(), Limits.DEFAULT, Optional.empty());
    }
}

package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GradientNormTest {
    /** DJL's own clipping leaves a large negative gradient as it is. */
    @Test
    void bothDirectionsShrinkAlike() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray first = manager.create(new float[] {300, -300});
            NDArray second = manager.create(new float[] {-400, 400});
            GradientNorm.clip(List.of(first, second), 5);
            float scale = (float) (5 / Math.sqrt(2 * 300 * 300 + 2 * 400 * 400));
            assertThat(first.toFloatArray()).containsExactly(new float[] {300 * scale, -300 * scale}, within(1e-5f));
            assertThat(second.toFloatArray()).containsExactly(new float[] {-400 * scale, 400 * scale}, within(1e-5f));
        }
    }

    @Test
    void smallGradientsStay() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray gradient = manager.create(new float[] {0.3f, -0.4f});
            GradientNorm.clip(List.of(gradient), 0.6);
            assertThat(gradient.toFloatArray()).containsExactly(0.3f, -0.4f);
        }
    }

    @Test
    void zeroIsNoLimit() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray gradient = manager.create(new float[] {300, -400});
            GradientNorm.clip(List.of(gradient), 0);
            assertThat(gradient.toFloatArray()).containsExactly(300, -400);
        }
    }
}

package dev.grader.harness;

import java.util.List;

/** The learning rate by the formulas of {@code torch.optim.lr_scheduler}. */
sealed interface LearningRate {
    /**
     * The rate after t steps of the schedule.
     *
     * @param initial of the optimiser
     */
    double at(double initial, long t);

    /** Always the same. */
    record Constant() implements LearningRate {
        @Override
        public double at(double initial, long t) {
            return initial;
        }
    }

    /** {@code StepLR}. */
    record Step(int stepSize, double gamma) implements LearningRate {
        @Override
        public double at(double initial, long t) {
            return initial * Math.pow(gamma, (double) Math.floorDiv(t, stepSize));
        }
    }

    /** {@code MultiStepLR}. */
    record MultiStep(List<Integer> milestones, double gamma) implements LearningRate {
        public MultiStep {
            milestones = List.copyOf(milestones);
        }

        @Override
        public double at(double initial, long t) {
            double passed = (double)
                    milestones.stream().filter(milestone -> milestone <= t).count();
            return initial * Math.pow(gamma, passed);
        }
    }

    /** {@code ExponentialLR}. */
    record Exponential(double gamma) implements LearningRate {
        @Override
        public double at(double initial, long t) {
            return initial * Math.pow(gamma, (double) t);
        }
    }

    /** {@code CosineAnnealingLR}, which stays at its end. */
    record Cosine(int tMax, double etaMin) implements LearningRate {
        @Override
        public double at(double initial, long t) {
            return etaMin + (initial - etaMin) * (1 + Math.cos(Math.PI * Math.min(t, tMax) / tMax)) / 2;
        }
    }

    /** {@code LinearLR} up to the whole rate. */
    record LinearWarmup(int totalIters, double startFactor) implements LearningRate {
        @Override
        public double at(double initial, long t) {
            return initial * (startFactor + (1 - startFactor) * Math.min(t, totalIters) / totalIters);
        }
    }
}

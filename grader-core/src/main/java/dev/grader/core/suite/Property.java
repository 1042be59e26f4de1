package dev.grader.core.suite;

import java.util.Optional;

/**
 * What must hold between outputs for inputs that belong together, whatever the outputs are.
 *
 * @param argument position of the argument that is changed
 * @param axis of the argument; counted from the end when negative
 * @param outputAxis of the output
 * @param shift of a translation, in elements
 * @param margin elements of the output left out at both ends of a translation; 0 when it wraps around
 * @param inverse of a round trip: {@code module:name}, or a method of the object that is called
 */
public record Property(
        Name name, int argument, int axis, int outputAxis, int shift, int margin, Optional<String> inverse) {
    /** The properties. */
    public enum Name {
        PERMUTATION_INVARIANCE,
        PERMUTATION_EQUIVARIANCE,
        TRANSLATION_EQUIVARIANCE,
        CAUSALITY,
        IDEMPOTENCE,
        SUMS_TO_ONE,
        ROUND_TRIP;

        /** In words, for messages. */
        public String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }

        /** Whether the argument's {@code axis} is changed. */
        public boolean changesAxis() {
            return switch (this) {
                case PERMUTATION_INVARIANCE, PERMUTATION_EQUIVARIANCE, TRANSLATION_EQUIVARIANCE, CAUSALITY -> true;
                case IDEMPOTENCE, SUMS_TO_ONE, ROUND_TRIP -> false;
            };
        }
    }
}

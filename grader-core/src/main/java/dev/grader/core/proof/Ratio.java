package dev.grader.core.proof;

/** Quotients that may be infinite, which JSON cannot say. */
final class Ratio {
    private Ratio() {}

    /** The quotient; {@link Double#MAX_VALUE} for anything by nothing, 0 for nothing by nothing. */
    static double of(double part, double whole) {
        if (part == 0) {
            return 0;
        }
        double ratio = part / whole;
        return Double.isFinite(ratio) ? ratio : Double.MAX_VALUE;
    }
}

package dev.grader.core.late;

/**
 * How much of the units late can be covered.
 *
 * @param most units that can be covered
 * @param own units that the student can pay for; more than {@code most} where the team can cover none
 * @param by what keeps more from being covered
 * @param beyondCap whether it is the cap that the rest is beyond, with budget left; the same however late the submission is
 */
record Limit(int most, int own, By by, boolean beyondCap) {
    /** What there is too little of. */
    enum By {
        CAP,
        BUDGET,
        CLAIM,
        TEAM
    }
}

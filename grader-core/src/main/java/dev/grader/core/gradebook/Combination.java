package dev.grader.core.gradebook;

/** How the items of a component become one share. */
public enum Combination {
    /** All points earned over all points possible: an item with more points counts more. */
    POINTS,
    /** The weighted mean of each item's share: points do not matter, weights do. */
    MEAN
}

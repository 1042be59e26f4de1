package dev.grader.core.artifact;

import java.util.ArrayList;
import java.util.List;

/** Puts rows of predictions, which come in any order, to the hidden rows; says which ids are wrong, there twice, or missing. */
final class Assignment {
    private static final int SHOWN = 5;

    private final HiddenRows hidden;
    private final double[] values;
    private final int width;
    private final String[] places;
    private final Mistakes mistakes;

    /**
     * Nothing is assigned yet.
     *
     * @param width numbers of a row
     */
    Assignment(HiddenRows hidden, int width, Mistakes mistakes) {
        this.hidden = hidden;
        this.width = width;
        this.mistakes = mistakes;
        this.values = new double[Math.multiplyExact(hidden.count(), width)];
        this.places = new String[hidden.count()];
    }

    /**
     * Assigns one row.
     *
     * @param place where it is, like "line 17"
     */
    void put(String place, long id, double... row) throws UnreadableArtifactException {
        Integer target = hidden.row(id).orElse(null);
        if (target == null) {
            mistakes.add(place + ": the id " + id + " is not in the hidden set; " + hidden.range());
        } else if (places[target] != null) {
            mistakes.add(place + ": the id " + id + " is already on " + places[target] + "; keep one of them");
        } else {
            places[target] = place;
            System.arraycopy(row, 0, values, target * width, width);
        }
    }

    /** All values in the order of the hidden rows. */
    double[] values() throws UnreadableArtifactException {
        mistakes.throwIfAny();
        List<Long> missing = new ArrayList<>();
        int count = 0;
        for (long id : hidden.ids()) {
            if (places[hidden.row(id).orElseThrow()] == null) {
                count++;
                if (missing.size() < SHOWN) {
                    missing.add(id);
                }
            }
        }
        if (count > 0) {
            throw new UnreadableArtifactException(count + " of " + hidden.count() + " ids have no prediction: "
                    + String.join(", ", missing.stream().map(String::valueOf).toList())
                    + (count > SHOWN ? " …" : ""));
        }
        return values;
    }
}

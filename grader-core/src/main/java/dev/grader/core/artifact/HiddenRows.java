package dev.grader.core.artifact;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ids of the hidden rows, and which row each belongs to. */
public final class HiddenRows {
    private final Map<Long, Integer> rows;
    private final String range;

    private HiddenRows(Map<Long, Integer> rows, String range) {
        this.rows = rows;
        this.range = range;
    }

    /** Ids that count up. */
    public static HiddenRows counted(long first, int count) {
        long[] ids = new long[count];
        for (int row = 0; row < count; row++) {
            ids[row] = first + row;
        }
        return new HiddenRows(byId(ids), "the ids go from " + first + " to " + (first + count - 1));
    }

    /**
     * Ids that the suite gives.
     *
     * @throws IllegalArgumentException when one is there twice, which is the author's fault
     */
    public static HiddenRows of(long... ids) {
        return new HiddenRows(
                byId(ids), "there are " + ids.length + " ids" + (ids.length == 0 ? "" : ", like " + ids[0]));
    }

    private static Map<Long, Integer> byId(long... ids) {
        Map<Long, Integer> rows = new HashMap<>();
        for (int row = 0; row < ids.length; row++) {
            if (rows.put(ids[row], row) != null) {
                throw new IllegalArgumentException("the id " + ids[row] + " of the hidden split is there twice");
            }
        }
        return rows;
    }

    int count() {
        return rows.size();
    }

    Optional<Integer> row(long id) {
        return Optional.ofNullable(rows.get(id));
    }

    Iterable<Long> ids() {
        return rows.keySet().stream().sorted().toList();
    }

    /** "the ids go from 0 to 9999". */
    String range() {
        return range;
    }
}

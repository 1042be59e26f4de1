package dev.grader.core.late;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.policy.Cost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a change of dates, events or policy changes in the ledger, before anybody applies it.
 *
 * @param changes rows whose cost is another one, in the order of the later ledger
 */
public record LedgerChanges(List<Change> changes) {
    public LedgerChanges {
        changes = List.copyOf(changes);
    }

    /** Which way a row goes. */
    public enum Direction {
        BETTER,
        WORSE,
        /** Other units are charged for the same result. */
        SAME
    }

    /** A row before and after. */
    public record Change(LedgerEntry before, LedgerEntry after, Direction direction) {}

    /** Compares two ledgers of one term; rows that only one of them has are left out. */
    public static LedgerChanges between(Ledger before, Ledger after) {
        Map<String, LedgerEntry> earlier = new LinkedHashMap<>();
        before.entries().forEach(entry -> earlier.put(key(entry), entry));
        List<Change> changes = new ArrayList<>();
        for (LedgerEntry entry : after.entries()) {
            LedgerEntry old = earlier.get(key(entry));
            if (old != null && !isSame(old, entry)) {
                changes.add(new Change(old, entry, direction(old, entry)));
            }
        }
        return new LedgerChanges(changes);
    }

    /**
     * One sentence for each student and part that gets worse while another part of the same student, or of somebody in the same
     * team, gets better or takes more units than before: where days are given out in turn, what helps one part can take the
     * days of another, and where a team needs everybody's days, those of all.
     */
    public List<String> warnings() {
        List<Change> worse = changes.stream()
                .filter(change -> change.direction() == Direction.WORSE && !isLaterByItself(change))
                .toList();
        if (worse.isEmpty()) {
            return List.of();
        }
        Map<String, List<Change>> causes = changes.stream()
                .filter(change -> change.direction() == Direction.BETTER || takesMore(change))
                .collect(Collectors.groupingBy(change -> change.after().member()));
        return worse.stream()
                .flatMap(change -> {
                    List<Change> own = causes.getOrDefault(change.after().member(), List.of());
                    List<Change> found = own.isEmpty() ? causesOfMates(worse, change, causes) : own;
                    return found.isEmpty() ? Stream.empty() : Stream.of(warning(found, change));
                })
                .toList();
    }

    /** What happened to those whose row of the same submission gets worse as well. */
    private static List<Change> causesOfMates(List<Change> worse, Change change, Map<String, List<Change>> causes) {
        return worse.stream()
                .filter(mate -> mate.after().submission().isPresent()
                        && mate.after().submission().equals(change.after().submission()))
                .flatMap(mate -> causes.getOrDefault(mate.after().member(), List.of()).stream())
                .toList();
    }

    /** It costs more because it is later, and no other part took a unit from it. */
    private static boolean isLaterByItself(Change change) {
        return change.after().lateSeconds() > change.before().lateSeconds()
                && change.after().charged() >= change.before().charged()
                && change.after().before() >= change.before().before();
    }

    /** The same points for more units, which other parts then lack. */
    private static boolean takesMore(Change change) {
        return change.direction() == Direction.SAME
                && change.after().charged() > change.before().charged();
    }

    private static String warning(List<Change> causes, Change worse) {
        return "%s: %s hurts %s; before: %s; after: %s"
                .formatted(
                        worse.after().member(),
                        causes.stream()
                                .map(change -> (change.direction() == Direction.BETTER
                                                ? "helping "
                                                : "using more "
                                                        + change.after()
                                                                .budget()
                                                                .orElse("") + " units for ")
                                        + change.after().part()
                                        + (change.after()
                                                        .member()
                                                        .equals(worse.after().member())
                                                ? ""
                                                : " of " + change.after().member()))
                                .collect(Collectors.joining(" and ")),
                        worse.after().part(),
                        words(worse.before()),
                        words(worse.after()));
    }

    private static String words(LedgerEntry entry) {
        return entry.points()
                        .map(points -> points.toPlainString() + " points, ")
                        .orElse("")
                + entry.explanation();
    }

    private static String key(LedgerEntry entry) {
        return entry.member() + "\n" + entry.part();
    }

    private static boolean isSame(LedgerEntry before, LedgerEntry after) {
        return before.status() == after.status()
                && before.charged() == after.charged()
                && before.submission().equals(after.submission())
                && before.cost().compareTo(after.cost()) == 0
                && before.points().equals(after.points());
    }

    /** By the points where both are known, else by the cost. What is excused is better than anything that costs. */
    private static Direction direction(LedgerEntry before, LedgerEntry after) {
        Optional<BigDecimal> old = before.points();
        int compared = old.isPresent() && after.points().isPresent()
                ? after.points().get().compareTo(old.get())
                : cost(before).compareTo(cost(after));
        if (compared == 0) {
            return Direction.SAME;
        }
        return compared > 0 ? Direction.BETTER : Direction.WORSE;
    }

    private static Cost cost(LedgerEntry entry) {
        return entry.status() == Status.EXCUSED ? Cost.nothing() : entry.cost();
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.LateClock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The due dates of students: the calendar's, then their accommodations, then the extension that goes furthest, then outages.
 * Each step only moves a date to a later one, and never moves an earlier date past a later one, so that more time never hurts.
 *
 * <p>There is one exception: where days are counted on the wall, an outage stops the clock and the clocks are moved, all in one
 * day. An extension into the outage then moves the date to its end, and the day from there can be shorter than the rest of the
 * one that the clock stood still in.
 */
final class DueDates {
    private record Extended(String part, Optional<String> member) {}

    private final LateClock clock;
    private final ZoneId zone;
    private final Map<String, List<Event.Accommodation>> accommodations;
    /** By the part, and the member or nothing for everybody. */
    private final Map<Extended, List<Event.Extension>> extensions = new HashMap<>();

    private final List<Event.Outage> outages;

    DueDates(LateClock clock, ZoneId zone, List<Event> events) {
        this.clock = clock;
        this.zone = zone;
        this.accommodations = Events.of(Event.Accommodation.class, events).stream()
                .collect(Collectors.groupingBy(Event.Accommodation::member));
        for (Event.Extension extension : Events.of(Event.Extension.class, events)) {
            if (extension.members().isEmpty()) {
                extend(Optional.empty(), extension);
            }
            extension.members().forEach(member -> extend(Optional.of(member), extension));
        }
        this.outages = Events.of(Event.Outage.class, events).stream()
                .sorted(Comparator.comparing(Event.Outage::from).thenComparing(Event.Outage::to))
                .toList();
    }

    OwnDue of(String member, Part part) {
        if (part.due().isEmpty()) {
            return new OwnDue(Optional.empty(), List.of());
        }
        Instant calendar = part.due().get();
        List<String> why = new ArrayList<>();
        Instant due = accommodated(member, part, calendar, why);
        Instant extended = due;
        String reason = "";
        for (Event.Extension extension : extensions(member, part)) {
            Optional<Instant> until = until(extension.allowance(), due);
            if (until.isEmpty()) {
                return new OwnDue(Optional.empty(), List.of("an extension without end" + because(extension.reason())));
            }
            if (until.get().isAfter(extended)) {
                extended = until.get();
                reason = "an extension" + because(extension.reason());
            }
        }
        if (!reason.isEmpty()) {
            why.add(reason);
        }
        Instant date = afterOutages(member, part, extended, why);
        return new OwnDue(Optional.of(date), why);
    }

    private void extend(Optional<String> member, Event.Extension extension) {
        extensions
                .computeIfAbsent(new Extended(extension.part(), member), unused -> new ArrayList<>())
                .add(extension);
    }

    /** Those for everybody come first. */
    private List<Event.Extension> extensions(String member, Part part) {
        List<Event.Extension> all =
                new ArrayList<>(extensions.getOrDefault(new Extended(part.id(), Optional.empty()), List.of()));
        all.addAll(extensions.getOrDefault(new Extended(part.id(), Optional.of(member)), List.of()));
        return all;
    }

    /** In the order of their begins. */
    List<Event.Outage> touching(String member, Part part) {
        return outages.stream().filter(outage -> touches(outage, member, part)).toList();
    }

    /** How many seconds of the time between a due date and a later moment nobody could hand in. */
    long stoodStill(String member, Part part, Instant due, Instant at) {
        long still = 0;
        long counted = due.getEpochSecond();
        for (Event.Outage outage : outages) {
            if (touches(outage, member, part)) {
                long from = Math.max(counted, outage.from().getEpochSecond());
                long to = Math.min(at.getEpochSecond(), outage.to().getEpochSecond());
                still += Math.max(0, to - from);
                counted = Math.max(counted, to);
            }
        }
        return still;
    }

    /** The outages in that time, as phrases, each once. */
    List<String> stoodStillBy(String member, Part part, Instant due, Instant at) {
        return outages.stream()
                .filter(outage -> touches(outage, member, part)
                        && outage.from().isBefore(at)
                        && outage.to().isAfter(due))
                .map(outage -> "an outage" + because(outage.reason()))
                .distinct()
                .toList();
    }

    private Instant accommodated(String member, Part part, Instant due, List<String> why) {
        Extra extra = Extra.NONE;
        for (Event.Accommodation accommodation : accommodations.getOrDefault(member, List.of())) {
            if (isFor(accommodation.categories(), part.category())) {
                extra = extra.plus(accommodation.extra());
            }
        }
        if (extra.isNone()) {
            return due;
        }
        why.add("more time for the whole course (" + extra.words() + ")");
        return clock.plus(due, extra, zone);
    }

    private Optional<Instant> until(Allowance allowance, Instant due) {
        return switch (allowance) {
            case Allowance.Until until -> Optional.of(until.date());
            case Allowance.By by -> Optional.of(clock.plus(due, by.extra(), zone));
            case Allowance.Endless endless -> Optional.empty();
        };
    }

    /** A date once more, after the outages that it falls into. */
    Instant afterOutages(String member, Part part, Instant date) {
        return afterOutages(member, part, date, new ArrayList<>());
    }

    private Instant afterOutages(String member, Part part, Instant due, List<String> why) {
        Instant date = due;
        for (Event.Outage outage : outages) {
            Instant until = clock.plus(outage.to(), outage.plus(), zone);
            if (touches(outage, member, part) && !date.isBefore(outage.from()) && date.isBefore(until)) {
                date = until;
                why.add("an outage" + because(outage.reason()));
            }
        }
        return date;
    }

    private static boolean touches(Event.Outage outage, String member, Part part) {
        return isFor(outage.parts(), part.id()) && isFor(outage.members(), member);
    }

    private static boolean isFor(Set<String> named, String wanted) {
        return named.isEmpty() || named.contains(wanted);
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }
}

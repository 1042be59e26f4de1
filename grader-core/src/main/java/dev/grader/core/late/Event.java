package dev.grader.core.late;

import dev.grader.core.late.policy.Extra;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that happened or was decided, and that the ledger depends on. */
public sealed interface Event {
    /**
     * Work was handed in.
     *
     * @param id unique
     * @param members of the team at that time; later changes of the team do not touch it
     * @param at when the server got it; never rewritten
     * @param earned points before lateness; none while it is not graded
     * @param practice whether it was never meant to count
     * @param earnedBy points before lateness of members who have other ones than the rest of the team
     * @param byPeople whether people mark it, who may never do so: where the best counts, it is compared once it is marked, and
     *     does not stand for full marks beside what is
     */
    record Submission(
            String id,
            String part,
            List<String> members,
            Instant at,
            Optional<BigDecimal> earned,
            boolean practice,
            Map<String, BigDecimal> earnedBy,
            boolean byPeople)
            implements Event {
        public Submission {
            members = List.copyOf(members);
            earnedBy = Map.copyOf(earnedBy);
            if (members.isEmpty()) {
                throw new IllegalArgumentException("the submission " + id + " needs a student");
            }
            if (!members.containsAll(earnedBy.keySet())) {
                throw new IllegalArgumentException("who has points for the submission " + id + " must be a member");
            }
            if (earned.filter(points -> points.signum() < 0).isPresent()
                    || earnedBy.values().stream().anyMatch(points -> points.signum() < 0)) {
                throw new IllegalArgumentException("the points of the submission " + id + " cannot be negative");
            }
        }

        /** Of what no people mark. */
        public Submission(
                String id,
                String part,
                List<String> members,
                Instant at,
                Optional<BigDecimal> earned,
                boolean practice,
                Map<String, BigDecimal> earnedBy) {
            this(id, part, members, at, earned, practice, earnedBy, false);
        }

        /** The same points for all members. */
        public Submission(
                String id,
                String part,
                List<String> members,
                Instant at,
                Optional<BigDecimal> earned,
                boolean practice) {
            this(id, part, members, at, earned, practice, Map.of());
        }

        /** Points of one member before lateness; none while they are not known. */
        public Optional<BigDecimal> earned(String member) {
            return Optional.ofNullable(earnedBy.get(member)).or(() -> earned);
        }
    }

    /**
     * A later due date. Of several the one that goes furthest holds.
     *
     * @param members who have it; empty for everybody
     */
    record Extension(String part, Set<String> members, Allowance allowance, String reason) implements Event {
        public Extension {
            members = Set.copyOf(members);
        }
    }

    /**
     * Nobody could hand in. What is due from its begin until {@code plus} after its end is due {@code plus} after its end, and
     * nobody who was late already gets later while it lasts.
     *
     * @param parts that it touched; empty for all
     * @param members that it touched; empty for everybody
     */
    record Outage(Instant from, Instant to, Extra plus, Set<String> parts, Set<String> members, String reason)
            implements Event {
        public Outage {
            parts = Set.copyOf(parts);
            members = Set.copyOf(members);
            from = from.truncatedTo(ChronoUnit.SECONDS);
            to = to.truncatedTo(ChronoUnit.SECONDS);
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("an outage cannot end before it begins");
            }
        }
    }

    /** A part does not count for somebody. */
    record Excuse(String member, String part, String reason) implements Event {}

    /**
     * Somebody has more time for everything.
     *
     * @param categories for which; empty for all
     */
    record Accommodation(String member, Extra extra, Set<String> categories, String reason) implements Event {
        public Accommodation {
            categories = Set.copyOf(categories);
        }
    }

    /**
     * A budget is another one from a date on: for parts whose due date in the calendar is not before it. What was used before
     * stays used, also where it is more than the new total.
     *
     * @param members who have it; empty for everybody
     */
    record BudgetChange(String budget, Set<String> members, Change change, Instant from, String reason)
            implements Event {
        public BudgetChange {
            members = Set.copyOf(members);
            from = from.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** How a budget changes. */
    sealed interface Change {
        /** It is so many units for the term now, used ones included. */
        record To(int total) implements Change {
            public To {
                if (total < 0) {
                    throw new IllegalArgumentException("a budget cannot be negative");
                }
            }
        }

        /** It is so many units more or, negative, fewer, and no fewer than none. */
        record By(int units) implements Change {}
    }

    /** A student asks that so many units be used for a part, at most; the last one for a part holds. */
    record Claim(String member, String part, int units, Instant at) implements Event {
        public Claim {
            if (units < 0) {
                throw new IllegalArgumentException("nobody can ask for fewer units than none");
            }
        }
    }

    /** A submission was chosen to count; the last choice for a part holds. */
    record Choice(String member, String part, String submission, Instant at) implements Event {}
}

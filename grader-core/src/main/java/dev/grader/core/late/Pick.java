package dev.grader.core.late;

import dev.grader.core.late.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Decides which submission counts and how much of its lateness is covered. */
final class Pick {
    /** The most points, then the fewest units charged; the earlier submission when all else is equal. */
    private static final Comparator<Decision> BETTER =
            Comparator.comparing(Decision::points).reversed().thenComparingInt(Decision::charged);

    private static final Comparator<Decision> MOST_POINTS = Comparator.comparing(Decision::isRefused)
            .thenComparing(Comparator.comparing(Decision::points).reversed())
            .thenComparingInt(Decision::covered);
    private static final Comparator<Decision> LOWEST_COST =
            Comparator.comparing(Decision::cost).thenComparingInt(Decision::covered);

    private final Term term;
    private final Judge judge;

    Pick(Term term) {
        this.term = term;
        this.judge = new Judge(term.policy(), term.calendar().zone());
    }

    /** The submission that counts, each covered as well as the limits allow. */
    Decision decide(Row row, List<Candidate> candidates, Limits limits) {
        return counted(row, candidates, candidate -> cheapest(row, candidate, limits.of(row, candidate)));
    }

    /** The submission that counts when just so many units are charged; none where they cannot be. */
    Optional<Decision> charging(Row row, List<Candidate> candidates, int units, Limit limit) {
        return switch (term.policy().counted()) {
            case LATEST -> inOrder(row, latestFirst(candidates), units, limit);
            case CHOSEN -> inOrder(row, chosenFirst(row, candidates), units, limit);
            case BEST ->
                compared(candidates, candidate -> isAcceptable(row, candidate, limit.most(), limit)).stream()
                        .filter(candidate -> isPossible(candidate, units))
                        .map(candidate -> judge.decision(row, candidate, units, limit))
                        .min(BETTER)
                        .map(decision -> instead(decision, judge.decision(row, candidates.getLast(), 0, limit)));
        };
    }

    private Optional<Decision> inOrder(Row row, List<Candidate> order, int units, Limit limit) {
        Decision first = judge.decision(row, order.getFirst(), 0, limit);
        for (Candidate candidate : order) {
            if (isPossible(candidate, units)) {
                Decision decision = judge.decision(row, candidate, units, limit);
                if (!decision.isRefused()) {
                    return Optional.of(instead(decision, first));
                }
            } else if (isAcceptable(row, candidate, units, limit)) {
                return Optional.empty();
            }
        }
        return units == 0 ? Optional.of(first) : Optional.empty();
    }

    /** Whether some amount of units, at most so many, would make it count. */
    private boolean isAcceptable(Row row, Candidate candidate, int most, Limit limit) {
        return amounts(candidate, most)
                .mapToObj(amount -> judge.decision(row, candidate, amount, limit))
                .anyMatch(decision -> !decision.isRefused());
    }

    /** Of what people mark, that which they have marked, once any of it is accepted: the rest may never be. */
    private static List<Candidate> compared(List<Candidate> candidates, Predicate<Candidate> isAccepted) {
        boolean isAnyMarked = candidates.stream().anyMatch(Candidate::isUnread)
                && candidates.stream()
                        .anyMatch(candidate -> candidate.earned().isPresent() && isAccepted.test(candidate));
        return isAnyMarked
                ? candidates.stream().filter(candidate -> !candidate.isUnread()).toList()
                : candidates;
    }

    private boolean isPossible(Candidate candidate, int units) {
        int late = candidate.units();
        return term.policy().partial() ? units <= late : units == 0 || units == late;
    }

    /** Remembers the submission that comes first but is refused, and so gives way to another. */
    private static Decision instead(Decision counts, Decision first) {
        boolean givesWay = first.isRefused() && !first.candidate().equals(counts.candidate());
        return givesWay ? counts.insteadOf(first) : counts;
    }

    /**
     * The fewest units that do as much as the limit lets them: a unit that changes nothing is not charged. Once the points are
     * known that is the most points; until then, the lowest cost.
     */
    private Decision cheapest(Row row, Candidate candidate, Limit limit) {
        if (candidate.units() == 0) {
            return judge.decision(row, candidate, 0, limit);
        }
        Comparator<Decision> order = candidate.earned().isPresent() ? MOST_POINTS : LOWEST_COST;
        return amounts(candidate, limit.most())
                .mapToObj(units -> judge.decision(row, candidate, units, limit))
                .min(order)
                .orElseThrow();
    }

    /** How many units may be covered. */
    private IntStream amounts(Candidate candidate, int most) {
        Policy policy = term.policy();
        int late = candidate.units();
        if (policy.partial()) {
            return IntStream.rangeClosed(0, Math.min(late, most));
        }
        return late <= most ? IntStream.of(0, late).distinct() : IntStream.of(0);
    }

    private Decision counted(Row row, List<Candidate> candidates, Function<Candidate, Decision> decide) {
        return switch (term.policy().counted()) {
            case LATEST -> firstAccepted(latestFirst(candidates), decide);
            case CHOSEN -> firstAccepted(chosenFirst(row, candidates), decide);
            case BEST ->
                instead(
                        compared(
                                        candidates,
                                        candidate -> !decide.apply(candidate).isRefused())
                                .stream()
                                .map(decide)
                                .min(BETTER)
                                .orElseThrow(),
                        decide.apply(candidates.getLast()));
        };
    }

    /** One that is refused is as if it had not been handed in, unless there is nothing else. */
    private static Decision firstAccepted(List<Candidate> candidates, Function<Candidate, Decision> decide) {
        Decision first = decide.apply(candidates.getFirst());
        if (!first.isRefused()) {
            return first;
        }
        return candidates.stream()
                .skip(1)
                .map(decide)
                .filter(decision -> !decision.isRefused())
                .findFirst()
                .map(decision -> instead(decision, first))
                .orElse(first);
    }

    private static List<Candidate> latestFirst(List<Candidate> candidates) {
        return candidates.reversed();
    }

    private List<Candidate> chosenFirst(Row row, List<Candidate> candidates) {
        List<Candidate> order = new ArrayList<>(candidates.reversed());
        term.choice(row)
                .ifPresent(chosen -> order.sort(Comparator.comparing(
                        candidate -> !candidate.submission().id().equals(chosen))));
        return order;
    }
}

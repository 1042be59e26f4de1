package dev.grader.core.late;

import dev.grader.core.late.policy.LateUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lateness cost everybody in a term.
 *
 * @param unit of all counts
 * @param entries by student, and for each student in the order in which the budgets were drawn on
 * @param balances by student and budget
 */
public record Ledger(LateUnit unit, List<LedgerEntry> entries, List<Balance> balances) {
    public Ledger {
        entries = List.copyOf(entries);
        balances = List.copyOf(balances);
    }

    /** Finds entries by student and part. */
    public static final class Index {
        private final Map<String, Map<String, LedgerEntry>> entries = new HashMap<>();

        private Index(List<LedgerEntry> all) {
            for (LedgerEntry entry : all) {
                LedgerEntry other = entries.computeIfAbsent(entry.member(), unused -> new LinkedHashMap<>())
                        .put(entry.part(), entry);
                if (other != null) {
                    throw new IllegalStateException(
                            "the ledger has two entries of " + entry.member() + " for " + entry.part());
                }
            }
        }

        /** The entry of a part of a student; none when the ledger does not know one of them. */
        public Optional<LedgerEntry> entry(String member, String part) {
            return Optional.ofNullable(of(member).get(part));
        }

        /** The entries of a student by part, in the order of the ledger. */
        public Map<String, LedgerEntry> of(String member) {
            return Collections.unmodifiableMap(entries.getOrDefault(member, Map.of()));
        }
    }

    static Ledger empty(LateUnit unit) {
        return new Ledger(unit, List.of(), List.of());
    }

    /** The ledgers of students, each in the order of this one. */
    Map<String, Ledger> byMember() {
        Map<String, List<LedgerEntry>> own = entries.stream().collect(Collectors.groupingBy(LedgerEntry::member));
        Map<String, List<Balance>> budgets = balances.stream().collect(Collectors.groupingBy(Balance::member));
        return Stream.concat(own.keySet().stream(), budgets.keySet().stream())
                .distinct()
                .collect(Collectors.toMap(
                        member -> member,
                        member -> new Ledger(
                                unit, own.getOrDefault(member, List.of()), budgets.getOrDefault(member, List.of()))));
    }

    /** For many entries; {@link #entry} looks for one. */
    public Index index() {
        return new Index(entries);
    }

    /**
     * A student's budget at the end of the term.
     *
     * @param total with all changes
     * @param left none when it was lowered below its use
     */
    public record Balance(String member, String budget, int total, int used, int left) {}

    /** The entry of a part of a student, found by going through all. */
    public LedgerEntry entry(String member, String part) {
        return entries.stream()
                .filter(entry -> entry.member().equals(member) && entry.part().equals(part))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no entry of " + member + " for " + part));
    }
}

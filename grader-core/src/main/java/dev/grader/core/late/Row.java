package dev.grader.core.late;

/**
 * One part of one student.
 *
 * @param part of the one calendar that all rows are of, where its id is unique
 */
record Row(String member, Part part) {
    /** Spreads hashes of names that differ in a digit only, as logins and parts do. */
    private static final int SPREAD = 0x9E3779B1;

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && part.id().equals(row.part.id()) && member.equals(row.member);
    }

    @Override
    public int hashCode() {
        return (member.hashCode() * SPREAD + part.id().hashCode()) * SPREAD;
    }
}

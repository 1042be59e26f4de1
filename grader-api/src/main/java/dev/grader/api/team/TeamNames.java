package dev.grader.api.team;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;

/** How sets and teams may be called. They are shown to everybody, stand in addresses, and are typed in a terminal. */
final class TeamNames {
    private static final int LONGEST = 100;
    private static final int NON_JOINER = 0x200c;
    private static final int JOINER = 0x200d;

    private TeamNames() {}

    /**
     * Passes a name that can be told from others by looking at it.
     *
     * @param what team or set of teams
     * @throws ProblemException INVALID_REQUEST with what is wrong about it
     */
    static void require(String what, String name) {
        if (name.isBlank()) {
            throw refused(what, name, "is empty; write some letters");
        }
        if (name.codePointCount(0, name.length()) > LONGEST) {
            throw refused(what, name, "is longer than " + LONGEST + " characters; shorten it");
        }
        if (!name.equals(name.strip())) {
            throw refused(what, name, "begins or ends with a space; leave it out");
        }
        if (name.equals(".") || name.equals("..") || name.contains("/")) {
            throw refused(what, name, "cannot stand in an address; leave out '/', and write more than dots");
        }
        name.codePoints().filter(TeamNames::cannotBeSeen).findFirst().ifPresent(character -> {
            throw refused(
                    what,
                    name,
                    String.format(
                            Locale.ROOT,
                            "has the character U+%04X in it, which cannot be seen; leave it out",
                            character));
        });
    }

    /** What two names have in common that look alike. */
    static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static boolean cannotBeSeen(int character) {
        return switch (Character.getType(character)) {
            // marks that turn the direction of writing are of this kind; words in Persian need the joiners
            case Character.FORMAT -> character != NON_JOINER && character != JOINER;
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static ProblemException refused(String what, String name, String mistake) {
        StringBuilder seen = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .forEach(character -> seen.appendCodePoint(cannotBeSeen(character) ? '\ufffd' : character));
        return new ProblemException(
                Problem.INVALID_REQUEST, "The name of the " + what + " '" + seen + "' " + mistake + ".");
    }
}

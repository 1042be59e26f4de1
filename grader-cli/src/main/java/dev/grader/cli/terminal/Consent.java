package dev.grader.cli.terminal;

import java.io.IOException;

/** Asks before something is done; scripts agree beforehand. */
public final class Consent {
    private final Terminal terminal;
    private final boolean yes;

    /**
     * @param yes whether it was given beforehand, so that nobody is asked
     */
    public Consent(Terminal terminal, boolean yes) {
        this.terminal = terminal;
        this.yes = yes;
    }

    /**
     * Whether something is to be done.
     *
     * @param aim for whom nobody can be asked: "repeat it with --yes to …"
     * @throws IllegalArgumentException where nobody can be asked
     */
    public boolean isGiven(String question, String aim) throws IOException {
        if (yes) {
            return true;
        }
        if (!terminal.isInteractive()) {
            throw new IllegalArgumentException(
                    "Without a terminal nobody can be asked: repeat it with --yes to " + aim + ".");
        }
        return terminal.confirm(question);
    }
}

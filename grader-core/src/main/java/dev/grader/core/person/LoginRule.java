package dev.grader.core.person;

import java.util.regex.Pattern;

/** What a login may look like. */
public final class LoginRule {
    /** As a regular expression. */
    public static final String REGEXP = "[a-z0-9][a-z0-9._-]{0,63}";

    /** In words. */
    public static final String WORDS =
            "must be 1 to 64 of a-z, 0-9, '.', '_' and '-', and begin with a letter or digit";

    private static final Pattern LOGIN = Pattern.compile(REGEXP);

    private LoginRule() {}

    /** Whether somebody can be called so. */
    public static boolean allows(String login) {
        return LOGIN.matcher(login).matches();
    }
}

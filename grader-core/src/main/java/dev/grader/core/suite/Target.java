package dev.grader.core.suite;

/**
 * A name in the student's code.
 *
 * @param module Python module without {@code .py}, dots for packages
 * @param name function or class in it, or {@code Class.method} for a static or class method
 */
public record Target(String module, String name) {
    public Target {
        if (!module.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")
                || !name.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
            throw new IllegalArgumentException(
                    "'" + module + ":" + name + "' is not a target; write module:name, like model:build_model");
        }
    }

    /** Parses {@code module:name}. */
    public static Target parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a target; write module:name, like model:build_model");
        }
        return new Target(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return module + ":" + name;
    }
}

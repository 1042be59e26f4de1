package dev.grader.harness;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error of a submitted model, told by its own file and line.
 *
 * @param line from 1; 0 if unknown
 */
record ScriptError(String type, String message, @Nullable String file, int line, String traceback) {
    private static final int MESSAGE_LIMIT = 1_000;
    private static final int TRACEBACK_LIMIT = 4_000;
    private static final String ORIGINAL = "Traceback of TorchScript, original code";
    private static final Pattern FRAME = Pattern.compile("^\\s*File \"([^\"]+)\", line (\\d+), in (\\S+)");
    private static final Pattern TYPED = Pattern.compile("^(?:[\\w.]+\\.)?(\\w*(?:Error|Exception)): ?(.*)$");
    private static final Pattern LIBRARY = Pattern.compile("/(?:site|dist)-packages/|/torch/|__torch__/torch/");
    private static final Pattern NATIVE_STACK = Pattern.compile("^(?:Exception raised from |frame #\\d+:).*");

    ScriptError {
        message = limit(message, MESSAGE_LIMIT);
        traceback = limit(traceback, TRACEBACK_LIMIT);
    }

    /** What code in Java threw; of libtorch's own words the first line, without its stack. */
    static ScriptError ofThrown(Throwable thrown, @Nullable String file, int line, String traceback) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        String first = message.lines()
                .takeWhile(text -> !NATIVE_STACK.matcher(text).matches())
                .collect(Collectors.joining("\n"));
        return new ScriptError(thrown.getClass().getSimpleName(), first.strip(), file, line, traceback);
    }

    /** Reads what libtorch says: where known, the original code's lines, without those of libraries. */
    static ScriptError ofEngine(Throwable exception) {
        String all = text(exception);
        int original = all.indexOf(ORIGINAL);
        String relevant = original >= 0 ? all.substring(original) : all;
        String file = null;
        int line = 0;
        StringBuilder traceback = new StringBuilder();
        boolean own = false;
        List<String> last = new ArrayList<>();
        for (String text : relevant.lines().toList()) {
            Matcher frame = FRAME.matcher(text);
            if (NATIVE_STACK.matcher(text).matches()) {
                break;
            }
            if (frame.find()) {
                String path = frame.group(1);
                own = !LIBRARY.matcher(path).find();
                if (own) {
                    file = path.substring(path.lastIndexOf('/') + 1);
                    line = Integer.parseInt(frame.group(2));
                    traceback
                            .append("File \"")
                            .append(file)
                            .append("\", line ")
                            .append(line)
                            .append(", in ")
                            .append(frame.group(3))
                            .append('\n');
                }
                last.clear();
            } else if (TYPED.matcher(text).matches()) {
                own = false;
                last.clear();
                last.add(text);
            } else {
                if (own) {
                    traceback.append(text).append('\n');
                }
                last.add(text);
            }
        }
        String message = String.join("\n", last).strip();
        Matcher typed = TYPED.matcher(message.lines().findFirst().orElse(""));
        String type = "RuntimeError";
        if (typed.matches()) {
            type = typed.group(1);
            message = (typed.group(2) + message.substring(typed.end())).strip();
        }
        return new ScriptError(type, message.isEmpty() ? all.strip() : message, file, line, traceback.toString());
    }

    /** The same error in other words. */
    ScriptError withMessage(String other) {
        return new ScriptError(type, other, file, line, traceback);
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("type", type);
        json.addProperty("message", message);
        if (file != null) {
            json.addProperty("file", file);
            json.addProperty("line", line);
        }
        if (!traceback.isEmpty()) {
            json.addProperty("traceback", traceback);
        }
        return json;
    }

    private static String text(Throwable exception) {
        String message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }

    private static String limit(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + " …";
    }
}

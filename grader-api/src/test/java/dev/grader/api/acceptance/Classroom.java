package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.person.Role;
import dev.grader.api.support.Workplace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The course of a script, and everybody in it. */
final class Classroom {
    private static final Pattern RANGE = Pattern.compile("s(\\d+)\\.\\.s(\\d+)");

    private final Script script;
    private final Workplace workplace;
    private final Map<String, Http> people = new HashMap<>();

    Classroom(Script script, Workplace workplace) {
        this.script = script;
        this.workplace = workplace;
    }

    Script script() {
        return script;
    }

    String course(String path) {
        return "/api/v1/courses/" + script.slug() + path;
    }

    String assignment(Step step) {
        return course("/assignments/" + step.assignment());
    }

    Http root() {
        return person("root", Role.ADMIN);
    }

    Http by(String login) {
        return person(login, Role.STUDENT);
    }

    Http person(String login, Role role) {
        return people.computeIfAbsent(login, key -> new Http(workplace.token(key, role)));
    }

    /** What staff see. */
    Marks marks() {
        return Views.gradebook(root().get(course("/gradebook")));
    }

    /** Everybody who is named, singly or as s01..s40. */
    List<String> named(JsonNode names) {
        List<String> found = new ArrayList<>();
        (names.isArray() ? names : Script.JSON.createArrayNode().add(names.asText())).forEach(name -> {
            Matcher range = RANGE.matcher(name.asText());
            if (!range.matches()) {
                found.add(name.asText());
                return;
            }
            for (int number = Integer.parseInt(range.group(1)); number <= Integer.parseInt(range.group(2)); number++) {
                found.add(String.format(Locale.ROOT, "s%02d", number));
            }
        });
        return found;
    }

    static ObjectNode object(String... keysAndValues) {
        ObjectNode object = Script.JSON.createObjectNode();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = Script.JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}

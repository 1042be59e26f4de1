package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.grader.core.suite.GradientPlace.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the gradients of a test belong to, and where they are found. */
final class GradientPlaces {
    private final JsonNode node;
    private final List<Step> steps;
    private final String backward;

    GradientPlaces(JsonNode node, List<Step> steps, String backward) {
        this.node = node;
        this.steps = steps;
        this.backward = backward;
    }

    List<GradientPlace> places() {
        if (node.has("gradients") == node.has("gradients_of")) {
            throw new IllegalArgumentException("a gradient test needs gradients_of: [0, 1], the positions of arguments,"
                    + " or gradients: [{attribute: W, stored_in: dLdW}]");
        }
        List<GradientPlace> places = new ArrayList<>();
        JsonNode declared = node.has("gradients") ? node.get("gradients") : node.get("gradients_of");
        int returned = 0;
        int all = declared.size() - stored(declared);
        for (JsonNode entry : declared) {
            GradientPlace place = place(entry, returned, all);
            places.add(place.scaled(entry.path("scale").asDouble(1)));
            returned += entry.has("stored_in") ? 0 : 1;
        }
        return places;
    }

    private static int stored(JsonNode declared) {
        int stored = 0;
        for (JsonNode entry : declared) {
            stored += entry.has("stored_in") ? 1 : 0;
        }
        return stored;
    }

    /**
     * One gradient.
     *
     * @param index its place among those that are returned and not stored in the object
     * @param all how many are returned
     */
    private GradientPlace place(JsonNode entry, int index, int all) {
        Where where = where(entry);
        ResultPath path = entry.isIntegralNumber()
                ? new ResultPath(List.of(IntNode.valueOf(entry.asInt())))
                : ValueMapper.path(entry.get(where.name().toLowerCase(Locale.ROOT)));
        String owner = owner(entry, where);
        boolean stored = entry.has("stored_in");
        JsonNode at = entry.path("at");
        if (stored && !at.isMissingNode()) {
            throw new IllegalArgumentException("a gradient is found by at or by stored_in, not by both");
        }
        GradientPlace place;
        if (stored) {
            String holder = object(entry);
            place = new GradientPlace(owner, where, path, holder, storedIn(entry.get("stored_in")));
        } else if (node.has("steps") && !backward.equals("autograd")) {
            place = inStep(owner, where, path, at);
        } else {
            boolean returned = backward.equals("returned");
            if (returned && at.isMissingNode()) {
                throw new IllegalArgumentException("with backward: returned, each gradient needs at: its path in what"
                        + " the function returns, like [1, W1]");
            }
            ResultPath only = all == 1 && !backward.equals("autograd") ? ResultPath.WHOLE : ResultPath.of(index);
            place = new GradientPlace(
                    owner,
                    where,
                    path,
                    returned ? "forward" : "backward",
                    at.isMissingNode() ? only : ValueMapper.path(at));
        }
        checkDifferentiable(place);
        return place;
    }

    private GradientPlace inStep(String owner, Where where, ResultPath path, JsonNode at) {
        String found = at.path("result").asText();
        if (steps.stream().noneMatch(step -> step.name().equals(found))) {
            throw new IllegalArgumentException(
                    "with steps, a gradient is found at: {result: STEP, path: [dW]}; there is" + " no step "
                            + Spelling.quoted(found));
        }
        return new GradientPlace(owner, where, path, found, ValueMapper.path(at.path("path")));
    }

    private static Where where(JsonNode entry) {
        if (entry.isIntegralNumber() || entry.has("argument")) {
            return Where.ARGUMENT;
        }
        if (entry.has("keyword")) {
            return Where.KEYWORD;
        }
        if (entry.has("attribute")) {
            return Where.ATTRIBUTE;
        }
        if (entry.has("state")) {
            return Where.STATE;
        }
        throw new IllegalArgumentException(
                "a gradient belongs to one of argument, keyword, attribute or state, like {argument: [0, W1], at: dW1}");
    }

    private String owner(JsonNode entry, Where where) {
        if (node.has("steps")) {
            if (!entry.has("step")) {
                throw new IllegalArgumentException(
                        "with steps, a gradient names the step that its value belongs to, like {step: f, argument: 0}");
            }
            return entry.get("step").asText();
        }
        return where == Where.ATTRIBUTE || where == Where.STATE ? "object" : "forward";
    }

    private String object(JsonNode entry) {
        if (node.has("steps")) {
            return entry.path("of").asText(entry.path("step").asText());
        }
        return "object";
    }

    private static ResultPath storedIn(JsonNode names) {
        return names.isTextual() ? ValueMapper.attribute(names.asText()) : ValueMapper.path(names);
    }

    private void checkDifferentiable(GradientPlace place) {
        Value value = steps.stream()
                .filter(step -> step.name().equals(place.step()))
                .findFirst()
                .flatMap(place::value)
                .orElseThrow(() -> new IllegalArgumentException(missing(place)));
        boolean whole =
                value instanceof Value.Generated generated && !generated.type().isFloating();
        boolean differentiable = value.isArray() && !whole;
        if (!differentiable) {
            throw new IllegalArgumentException(
                    "a gradient is asked of " + place.words() + ", which is no array of floating-point numbers");
        }
    }

    private String missing(GradientPlace place) {
        if (place.where() == Where.ARGUMENT && place.path().elements().size() == 1) {
            int given = steps.stream()
                    .filter(step -> step.name().equals(place.step()))
                    .findFirst()
                    .map(step -> step.arguments().size())
                    .orElse(0);
            return "a gradient is asked of " + place.words() + ", but there are only " + given + ", counted from 0";
        }
        return "a gradient is asked of " + place.words() + ", which is not given to step '" + place.step()
                + "': central differences need to set it";
    }
}

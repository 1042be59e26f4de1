package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, each required to have the type that is asked for. */
final class Fields {
    private final JsonObject object;

    Fields(JsonObject object) {
        this.object = object;
    }

    String text(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw missing(name);
        }
        return value.getAsString();
    }

    int integer(String name) throws ProtocolException {
        long number = whole(name);
        if (number != (int) number) {
            throw new ProtocolException("member " + name + " is too large: " + number);
        }
        return (int) number;
    }

    long whole(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null || !isNumber(value)) {
            throw missing(name);
        }
        try {
            return value.getAsBigDecimal().longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new ProtocolException("member " + name + " must be a whole number, not " + value, e);
        }
    }

    double number(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null || !isNumber(value)) {
            throw missing(name);
        }
        return value.getAsDouble();
    }

    double number(String name, double otherwise) throws ProtocolException {
        return object.has(name) ? number(name) : otherwise;
    }

    /** False where the member is missing. */
    boolean flag(String name) {
        JsonElement value = object.get(name);
        return value != null && value.getAsBoolean();
    }

    String text(String name, String otherwise) throws ProtocolException {
        return has(name) ? text(name) : otherwise;
    }

    /** Empty where the member is missing. */
    JsonArray list(String name) throws ProtocolException {
        return has(name) ? array(name) : new JsonArray();
    }

    boolean has(String name) {
        JsonElement value = object.get(name);
        return value != null && !value.isJsonNull();
    }

    JsonArray array(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonArray()) {
            throw missing(name);
        }
        return value.getAsJsonArray();
    }

    JsonObject object(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonObject()) {
            throw missing(name);
        }
        return value.getAsJsonObject();
    }

    private static boolean isNumber(@Nullable JsonElement value) {
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber();
    }

    private static ProtocolException missing(String name) {
        return new ProtocolException("member " + name + " is missing or has the wrong type");
    }
}

package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain objects of Java: BigDecimal, String, Boolean, List, Map, null. */
final class Literals {
    private Literals() {}

    static @Nullable Object value(JsonElement json) {
        return switch (json) {
            case JsonObject object -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                object.entrySet().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
                yield map;
            }
            case JsonArray array -> {
                List<@Nullable Object> list = new ArrayList<>();
                array.forEach(element -> list.add(value(element)));
                yield list;
            }
            case JsonPrimitive primitive when primitive.isBoolean() -> primitive.getAsBoolean();
            case JsonPrimitive primitive when primitive.isNumber() -> new BigDecimal(primitive.getAsString());
            case JsonPrimitive primitive -> primitive.getAsString();
            default -> null;
        };
    }
}

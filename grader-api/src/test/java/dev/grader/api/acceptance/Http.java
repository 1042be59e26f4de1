package dev.grader.api.acceptance;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Calls to the service, each of which must succeed. */
final class Http {
    private final String token;

    Http(String token) {
        this.token = token;
    }

    JsonNode get(String path) {
        return json("GET " + path, request().get(path));
    }

    String getText(String path) {
        return checked("GET " + path, request().get(path)).asString();
    }

    JsonNode post(String path, Object body) {
        return json("POST " + path + " " + body, request().body(body.toString()).post(path));
    }

    JsonNode put(String path, Object body) {
        return json("PUT " + path + " " + body, request().body(body.toString()).put(path));
    }

    JsonNode post(String path, String type, byte[] body) {
        return json("POST " + path, bytes(type, body).post(path));
    }

    JsonNode put(String path, String type, byte[] body) {
        return json("PUT " + path, bytes(type, body).put(path));
    }

    private RequestSpecification request() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private RequestSpecification bytes(String type, byte[] body) {
        return given().auth().oauth2(token).contentType(type).body(body);
    }

    private static Response checked(String call, Response response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(call + "\n" + response.statusCode() + " " + response.asString());
        }
        return response;
    }

    private static JsonNode json(String call, Response response) {
        String body = checked(call, response).asString();
        try {
            return Script.JSON.readTree(body);
        } catch (JsonProcessingException exception) {
            throw new AssertionError(call + " is not answered in JSON: " + body, exception);
        }
    }
}

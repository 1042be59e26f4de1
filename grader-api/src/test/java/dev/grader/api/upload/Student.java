package dev.grader.api.upload;

import static io.restassured.RestAssured.given;

import dev.grader.api.digest.Sha256;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** A student by hand, over HTTP. */
public final class Student {
    private final String token;
    private final String assignment;

    public Student(String token, String course, String assignment) {
        this.token = token;
        this.assignment = "/api/v1/courses/" + course + "/assignments/" + assignment;
    }

    public Response announce(byte[] zip) {
        return announce(zip.length, new Sha256().add(zip, zip.length).hexadecimal());
    }

    public Response announce(long size, String sha256) {
        return announce("work.zip", size, sha256);
    }

    public Response announce(String fileName, byte[] content) {
        return announce(
                fileName,
                content.length,
                new Sha256().add(content, content.length).hexadecimal());
    }

    private Response announce(String fileName, long size, String sha256) {
        return json().body(Map.of("fileName", fileName, "size", size, "sha256", sha256))
                .post(assignment + "/uploads");
    }

    public Response send(String upload, byte[] zip) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.BINARY)
                .body(zip)
                .put("/api/v1/uploads/{id}/content", upload);
    }

    public Response agree(String upload, String quote) {
        return agree(upload, quote, List.of("Sara"));
    }

    public Response agree(String upload, String quote, List<String> collaborators) {
        return json().body(Map.of("acceptedQuote", quote, "collaborators", collaborators))
                .post("/api/v1/uploads/{id}/submit", upload);
    }

    /** All three calls, each of which must succeed but the last. */
    public Response submit(byte[] zip) {
        Response announced = announce(zip);
        announced.then().statusCode(201);
        String id = announced.path("id");
        send(id, zip).then().statusCode(200);
        return agree(id, announced.path("quote.id"));
    }

    public Response get(String path) {
        return json().get(path);
    }

    private RequestSpecification json() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}

package dev.grader.api.upload;

import dev.grader.api.person.Role;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Workplace;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The assignment "paper" of a classroom, for which a PDF is handed in, alone or by a team of the set "pairs". */
@Singleton
public class Paper {
    /** Of the assignment. */
    public static final String PATH = Classroom.assignment("paper");

    private final Workplace workplace;

    Paper(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Adds the assignment. */
    public void add(Classroom room, Map<String, Object> more) {
        room.by("root").body(settings(more)).put(PATH).then().statusCode(201);
    }

    /** Worth 10 points and due when tests no longer run, unless there is more to say. */
    public static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "title",
                "Paper",
                "category",
                "paper",
                "kind",
                "file",
                "points",
                10,
                "fileTypes",
                List.of("pdf"),
                "due",
                Workplace.DUE.toString()));
        settings.putAll(more);
        return settings;
    }

    /** Says who is in a team from now on. */
    public void team(Classroom room, String team, String... members) {
        room.by("root")
                .body(Map.of("members", List.of(members)))
                .put("/api/v1/courses/deep/teams/pairs/" + team)
                .then()
                .statusCode(200);
    }

    /** One who hands it in. */
    public Student student(String login) {
        return new Student(workplace.token(login, Role.STUDENT), "deep", "paper");
    }

    /** Hands a file in at the price that it has; the last answer. */
    public Response submit(String login, String fileName, byte[] content) {
        return submit(login, content, student(login).announce(fileName, content));
    }

    /** Hands in a file that was announced, at the price that it had then; the last answer. */
    public Response submit(String login, byte[] content, Response announced) {
        announced.then().statusCode(201);
        String upload = announced.path("id");
        student(login).send(upload, content).then().statusCode(200);
        return student(login).agree(upload, announced.path("quote.id"));
    }

    /** With the beginning of a PDF. */
    public static byte[] pdf(String text) {
        return ("%PDF-1.7 " + text).getBytes(StandardCharsets.UTF_8);
    }
}

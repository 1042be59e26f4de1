package dev.grader.cli.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentCommandsTest extends ApiCommands {
    private static final String PUT = "PUT /api/v1/courses/deep/assignments/hw1";

    @BeforeEach
    void course() {
        api.answer("GET /api/v1/courses/deep", 200, """
                {"slug": "deep", "title": "Deep", "timeZone": "Asia/Tehran", "secondCalendar": null, "preset": "p"}""");
    }

    @Test
    void whatMayNotBeMeantIsNoted() {
        api.answer(PUT, 201, """
                {"slug": "hw1", "title": "First", "category": "practial", "kind": "file", "due": "2026-11-30T20:29:00Z",
                 "notes": ["no slack days there\\u001b[2J"]}""");
        assertThat(run(
                        "assignment",
                        "create",
                        "deep/hw1",
                        "--title",
                        "First",
                        "--category",
                        "practial",
                        "--due",
                        "2026-11-30T23:59:00"))
                .isEqualTo(ExitCode.OK);
        // the service knows the time zone of the course
        assertThat(api.calls().getFirst().body()).contains("\"due\":\"2026-11-30T23:59\"");
        assertThat(shown(talk))
                .contains("2026-11-30 23:59:00 Asia/Tehran", "no slack days there")
                .doesNotContain("\u001b");
    }
}

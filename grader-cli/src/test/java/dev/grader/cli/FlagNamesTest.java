package dev.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlagNamesTest extends ApiCommands {
    @Test
    void whatTheServiceCallsAFieldIsCalledAsItsFlag() {
        api.answer("POST /api/v1/courses/deep/assignments/exam/grades", 400, """
                {"status": 400, "code": "INVALID_REQUEST", "detail": "Correct them, or say that it is meant with allowAbove."}""");
        assertThat(run("grade", "enter", "deep/exam", "sara=25")).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("meant with --allow-above.").doesNotContain("allowAbove");

        api.answer("POST /api/v1/courses/deep/changes/preview", 422, """
                {"status": 422, "code": "INVALID_REQUEST", "detail": "decisions: outages[0].plus_hours: must be more"}""");
        assertThat(run("term", "outage", "deep", "--from", "A", "--to", "B", "--plus-hours", "-1", "--preview"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("decisions: --plus-hours: must be more");
    }

    @Test
    void whatIsNoFieldOfTheCommandStays() {
        api.answer("GET /api/v1/courses/deep/teams", 400, """
                {"status": 400, "code": "INVALID_REQUEST", "detail": "allowAbove"}""");
        assertThat(run("team", "list", "deep")).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("allowAbove");
    }
}

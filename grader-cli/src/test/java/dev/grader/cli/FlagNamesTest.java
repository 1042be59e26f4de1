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
    void theWholePlaceOfAFieldIsItsFlag() {
        api.answer("POST /api/v1/courses/deep/changes/preview", 422, """
                {"status": 422, "code": "INVALID_REQUEST",
                 "detail": "course.timeZone: there is none; see 'a.[0].course.timeZone'. No course.timeZone.name."}""");
        assertThat(run("course", "set", "deep", "--time-zone", "Here", "--preview"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk))
                .contains("--time-zone: there is none; see '--time-zone'. No course.timeZone.name.")
                .doesNotContain(".--");

        api.answer("PUT /api/v1/courses/deep/assignments/exam", 400, """
                {"status": 400, "code": "INVALID_REQUEST",
                 "detail": "assignments[0].settings.attemptsPerDay: must be greater than 0"}""");
        assertThat(run("assignment", "create", "deep/exam", "--title", "E", "--category", "c"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("--attempts-per-day: must be").doesNotContain("settings");
    }

    @Test
    void whatIsNoFieldOfTheCommandStays() {
        api.answer("GET /api/v1/courses/deep/teams", 400, """
                {"status": 400, "code": "INVALID_REQUEST", "detail": "allowAbove"}""");
        assertThat(run("team", "list", "deep")).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("allowAbove");
    }
}

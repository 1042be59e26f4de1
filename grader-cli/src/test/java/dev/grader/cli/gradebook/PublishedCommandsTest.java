package dev.grader.cli.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import dev.grader.cli.FakeApi;
import org.junit.jupiter.api.Test;

class PublishedCommandsTest extends ApiCommands {
    private static final String PENDING = "GET /api/v1/courses/deep/pending";
    private static final String SUBMISSION = "0b1f6a52-3c1d-4a8e-9f00-7d2c5e4b1a77";
    private static final String ACCEPT = "POST /api/v1/courses/deep/pending/accept";

    private void pending() {
        api.answer(PENDING, 200, """
                        {"id": "x1", "changes": [
                          {"student": "sara", "assignment": "exam", "publishedStanding": "missing", "published": null,
                           "standing": "earned", "points": 12.50, "explanation": "entered"}]}""").answer(ACCEPT, 200, "{\"grades\": 1}");
    }

    @Test
    void whatChangedIsShownAndAcceptedAsItWasShown() {
        pending();
        assertThat(run("gradebook", "pending", "deep")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines()).anyMatch(line -> line.matches("sara +exam +missing +12.50 +entered *"));

        assertThat(run(
                        "gradebook",
                        "accept",
                        "deep",
                        "--assignment",
                        "exam,talk",
                        "--student",
                        "sara",
                        "--reason",
                        "regraded",
                        "--yes"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().what()).isEqualTo(ACCEPT);
        assertThat(api.calls().getLast().body())
                .isEqualTo("{\"pending\":\"x1\",\"reason\":\"regraded\",\"assignments\":[\"exam\",\"talk\"],"
                        + "\"students\":[\"sara\"]}");
        assertThat(shown(talk)).contains("Grades told: 1.");
    }

    @Test
    void fullMarksAreShownWhereItIsTheyThatChanged() {
        api.answer(PENDING, 200, """
                        {"id": "x1", "changes": [
                          {"student": "sara", "assignment": "exam", "publishedStanding": "earned", "published": 17,
                           "publishedPossible": 20, "standing": "earned", "points": 17, "possible": 40,
                           "explanation": "entered"},
                          {"student": "ali", "assignment": "exam", "publishedStanding": "earned", "published": 9,
                           "publishedPossible": 20, "standing": "earned", "points": 8, "possible": 20,
                           "explanation": "entered"}]}""");
        assertThat(run("gradebook", "pending", "deep")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches("sara +exam +17 of 20 +17 of 40 +entered *"))
                .anyMatch(line -> line.matches("ali +exam +9 +8 +entered *"));
    }

    @Test
    void nothingIsAcceptedWithoutAnAgreement() {
        pending();
        assertThat(run("gradebook", "accept", "deep", "--reason", "regraded")).isEqualTo(ExitCode.USAGE);
        assertThat(answering("no\n", "gradebook", "accept", "deep", "--reason", "regraded"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Nothing was accepted.");
        assertThat(run("gradebook", "accept", "deep", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsOnly(PENDING);

        answering("yes\n", "gradebook", "accept", "deep", "--reason", "regraded");
        assertThat(api.calls().getLast().body()).isEqualTo("{\"pending\":\"x1\",\"reason\":\"regraded\"}");
    }

    @Test
    void withoutChangesThereIsNothingToAccept() {
        api.answer(PENDING, 200, "{\"id\": \"x0\", \"changes\": []}");
        assertThat(run("gradebook", "pending", "deep")).isEqualTo(ExitCode.OK);
        assertThat(run("gradebook", "accept", "deep", "--reason", "regraded", "--yes"))
                .isEqualTo(ExitCode.OK);
        assertThat(shown(talk)).contains("nothing to accept");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsOnly(PENDING);
    }

    @Test
    void gradesArePublishedWithAReason() {
        api.answer("POST /api/v1/courses/deep/assignments/exam/publication", 200, "{\"grades\": 40}");
        assertThat(run("gradebook", "publish", "deep/exam", "--reason", "all are in"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).isEqualTo("{\"reason\":\"all are in\"}");
        assertThat(shown(talk)).contains("Grades told: 40.");
    }

    @Test
    void theGradebookShowsHowEverybodyStands() {
        api.answer("GET /api/v1/courses/deep/gradebook", 200, """
                {"assignments": [{"slug": "hw1"}, {"slug": "exam"}], "notes": ["no weights\\u001b[2J yet"], "students": [
                  {"login": "ada", "grade": 17.20, "provisional": true, "cells": {
                    "hw1": {"standing": "earned", "points": 7.5000, "entered": false, "late": 0, "charged": 0, "published": {"pending": true}},
                    "exam": {"standing": "open"}}},
                  {"login": "ben", "grade": null, "provisional": false, "cells": {
                    "hw1": {"standing": "missing", "published": {"pending": false}},
                    "exam": {"standing": "excused"}}}]}""");
        assertThat(run("gradebook", "show", "deep")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches("ada +17.20 so far +7.5\\* +- *"))
                .anyMatch(line -> line.matches("ben +none +0! +x *"));
        assertThat(shown(talk)).contains("no weights").doesNotContain("\u001b");
    }

    @Test
    void ownGradesComeWithTheirDerivation() {
        String grades = """
                {"items": [
                  {"assignment": "hw1", "points": 7.50, "possible": 10.0000, "standing": "earned", "explanation": "1 day"},
                  {"assignment": "exam", "points": null, "possible": null, "standing": "open", "explanation": ""}],
                 "derivation": ["Final grade: 17.25"]}""";
        api.answer("GET /api/v1/courses/deep/grades", 200, grades)
                .answer("GET /api/v1/courses/deep/grades?student=sara", 200, grades);
        assertThat(run("grades", "deep")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches("hw1 +7.50 +10 +1 day *"))
                .anyMatch(line -> line.matches("exam +open *"))
                .contains("Final grade: 17.25");
        assertThat(run("grades", "deep", "--student", "sara")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().what()).endsWith("?student=sara");
    }

    @Test
    void ledgersSayWhereTheDaysWent() {
        api.answer("GET /api/v1/courses/deep/ledgers?left=1", 200, """
                [{"student": "ada", "balances": [{"budget": "practical", "used": 4, "left": 1, "total": 5}],
                  "lines": [{"assignment": "hw1", "budget": "practical", "charged": 3},
                            {"assignment": "hw2", "budget": "practical", "charged": 0},
                            {"assignment": "hw3", "budget": "theory", "charged": 2},
                            {"assignment": "hw4", "budget": "practical", "charged": 1}]}]""");
        assertThat(run("ledgers", "deep", "--left", "1")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines()).anyMatch(line -> line.matches("ada +practical +4 +1 +5 +hw1 3, hw4 1 *"));
    }

    @Test
    void studentsDecideForThemselves() {
        api.answer("PUT /api/v1/courses/deep/assignments/hw1/claim", 200, """
                        {"grades": [{"assignment": "hw1", "after": {"explanation": "2 days used"}}]}""")
                .answer("PUT /api/v1/courses/deep/assignments/hw1/choice", 200, "{\"grades\": []}");
        assertThat(run("claim", "deep/hw1", "2")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).isEqualTo("{\"units\":2}");
        assertThat(shown(talk)).contains("hw1: 2 days used");
        assertThat(run("choose", "deep/hw1", SUBMISSION)).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).isEqualTo("{\"submission\":\"" + SUBMISSION + "\"}");
        assertThat(shown(talk)).contains("It changes nothing for now.");
    }
}

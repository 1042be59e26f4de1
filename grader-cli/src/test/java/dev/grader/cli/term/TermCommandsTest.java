package dev.grader.cli.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import dev.grader.cli.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermCommandsTest extends ApiCommands {
    private static final String PREVIEW = "POST /api/v1/courses/deep/changes/preview";
    private static final String CHANGE = "POST /api/v1/courses/deep/changes";
    private static final String OUTCOME = """
            {"preview": "p1", "change": %s, "decisions": [%s], "warnings": ["helps hw1, hurts hw2"],
             "notes": ["no budget for practial"],
             "grades": [{"student": "ada", "assignment": "hw1",
                         "before": {"standing": "earned", "points": 7.50, "charged": 2, "explanation": "late"},
                         "after": {"standing": "earned", "points": 10, "charged": 0, "explanation": "in time"}}],
             "finals": [{"student": "ada", "before": null, "after": 17.25}]}
            """;

    private void answers() {
        api.answer(PREVIEW, 200, OUTCOME.formatted("null", "")).answer(CHANGE, 200, OUTCOME.formatted("12", "31, 32"));
    }

    @Test
    void aChangeIsShownAndMadeExactlyAsItWasShown() {
        answers();
        assertThat(run("term", "excuse", "deep/hw1", "--student", "ada", "--reason", "ill", "--yes"))
                .isEqualTo(ExitCode.OK);

        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches("ada +hw1 +7.50 +10 +2 → 0 +in time *"))
                .anyMatch(line -> line.matches("ada +final grade +none +17.25 *"));
        assertThat(shown(talk))
                .contains(
                        "helps hw1, hurts hw2",
                        "no budget for practial",
                        "Change 12 is made.",
                        "grader term withdraw deep 31 32");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsExactly(PREVIEW, CHANGE);
        assertThat(api.calls().getLast().body()).contains("\"preview\":\"p1\"", "\"reason\":\"ill\"");
    }

    @Test
    void nothingIsMadeWithoutAReasonAndAnAgreement() {
        answers();
        assertThat(run("term", "excuse", "deep/hw1", "--student", "ada")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("--reason");
        assertThat(run("term", "excuse", "deep/hw1", "--student", "ada", "--reason", " ", "--yes"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(api.calls()).isEmpty();

        assertThat(run("term", "excuse", "deep/hw1", "--student", "ada", "--preview"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("term", "excuse", "deep/hw1", "--student", "ada", "--reason", "ill"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("--yes");
        assertThat(answering("no\n", "term", "excuse", "deep/hw1", "--student", "ada", "--reason", "ill"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Nothing was changed.");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsOnly(PREVIEW);

        answering("yes\n", "term", "excuse", "deep/hw1", "--student", "ada", "--reason", "ill");
        assertThat(api.calls().getLast().what()).isEqualTo(CHANGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            extend deep/hw1 --student ada,ben --days 2       | {"decisions":{"extensions":[{"part":"hw1","students":["ada","ben"],"days":2}]}}
            extend deep/hw1 --hours 12                       | {"decisions":{"extensions":[{"part":"hw1","hours":12}]}}
            extend deep/hw1 --until 2026-11-30T23:59:00      | {"decisions":{"extensions":[{"part":"hw1","until":"2026-11-30T23:59:00"}]}}
            extend deep/hw1 --endless                        | {"decisions":{"extensions":[{"part":"hw1","endless":true}]}}
            outage deep --from A --to B --plus-hours 3 --assignment hw1 --student ada | {"decisions":{"outages":[{"from":"A","to":"B","plus_hours":3,"parts":["hw1"],"students":["ada"]}]}}
            outage deep --from A --to B --plus-days 1        | {"decisions":{"outages":[{"from":"A","to":"B","plus_days":1}]}}
            excuse deep/hw1 --student ada                    | {"decisions":{"excused":[{"part":"hw1","student":"ada"}]}}
            accommodate deep --student cem --days 1 --category theory | {"decisions":{"accommodations":[{"student":"cem","days":1,"categories":["theory"]}]}}
            accommodate deep --student cem --hours 5         | {"decisions":{"accommodations":[{"student":"cem","hours":5}]}}
            budget deep practical --total 6 --from A         | {"decisions":{"budget_changes":[{"budget":"practical","from":"A","total":6}]}}
            budget deep practical --more -1 --from A --student ada | {"decisions":{"budget_changes":[{"budget":"practical","from":"A","more":-1,"students":["ada"]}]}}
            date deep/hw2 --due 2026-03-10T23:59:00Z --category theory | {"dates":[{"assignment":"hw2","due":"2026-03-10T23:59:00Z","category":"theory"}]}
            date deep/hw2 --closes 2026-03-10T23:59:00Z --checkpoint 2026-03-09T00:00:00Z | {"dates":[{"assignment":"hw2","closes":"2026-03-10T23:59:00Z","checkpoint":"2026-03-09T00:00:00Z"}]}
            date deep/hw2 --due 2026-03-10T23:59:30           | {"dates":[{"assignment":"hw2","due":"2026-03-10T23:59:30"}]}
            date deep/hw2 --without closes,checkpoint        | {"dates":[{"assignment":"hw2","without":["closes","checkpoint"]}]}
            withdraw deep 12 14                              | {"withdraw":[12,14]}
            """)
    void everyCommandSaysWhatItChanges(String command, String change) {
        answers();
        assertThat(run(Pattern.compile(" ")
                        .splitAsStream("term " + command + " --preview")
                        .toArray(String[]::new)))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).isEqualTo(change));
    }

    @Test
    void aCourseGetsOtherSettings() {
        answers();
        assertThat(run("course", "set", "deep", "--time-zone", "Europe/Berlin", "--calendar", "none", "--preview"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body())
                .isEqualTo("{\"course\":{\"timeZone\":\"Europe/Berlin\",\"secondCalendar\":\"none\"}}");
        assertThat(run("course", "set", "deep", "--title", "Deep", "--reason", "shorter", "--yes"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().what()).isEqualTo(CHANGE);
        assertThat(run("course", "set", "deep", "--preview")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("--title, --time-zone or --calendar");
    }

    @Test
    void studentsSeeWhyTheyHaveMoreTime() {
        answers();
        assertThat(run("term", "extend", "deep/hw1", "--days", "1", "--reason", "illness", "--preview"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).contains("{\"reason\":\"illness\",\"part\":\"hw1\",\"days\":1}");
    }

    @Test
    void filesAreSentAsTheyAre() throws IOException {
        answers();
        String policy =
                Files.writeString(folder.resolve("policy.yaml"), "schema: 1\n").toString();
        String change = Files.writeString(folder.resolve("change.yaml"), "withdraw: [3]\n")
                .toString();
        assertThat(run("term", "policy", "deep", policy, "--preview")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).isEqualTo("{\"policy\":\"schema: 1\\n\"}");
        assertThat(run("term", "policy", "deep", "preset:sharif-ce-40719", "--preview"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).contains("practical");
        assertThat(run("term", "scheme", "deep", policy, "--preview")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body()).isEqualTo("{\"scheme\":\"schema: 1\\n\"}");
        assertThat(run("term", "change", "deep", change, "--policy", policy, "--scheme", policy, "--preview"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body())
                .isEqualTo("{\"withdraw\":[3],\"policy\":\"schema: 1\\n\",\"scheme\":\"schema: 1\\n\"}");
        String empty =
                Files.writeString(folder.resolve("empty.yaml"), "- nothing\n").toString();
        assertThat(run("term", "change", "deep", empty, "--preview")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theHistoryNamesWhoDidWhatAndWhatCanBeTakenBack() {
        api.answer("GET /api/v1/courses/deep", 200, """
                        {"slug": "deep", "title": "Deep", "timeZone": "Asia/Tehran", "preset": "x"}""")
                .answer("GET /api/v1/courses/deep/audit?limit=100", 200, """
                        [{"at": "2026-11-21T12:00:00.123456Z", "person": "tara", "action": "team changed", "subject": "pairs/one",
                          "reason": "asked\\u001b[2J for"}]""")
                .answer("GET /api/v1/courses/deep/changes?limit=100", 200, """
                        [{"person": "tara", "decisions": [
                          {"id": 31, "kind": "EXCUSED", "detail": {"part": "hw1"}, "withdrawnBy": 13},
                          {"id": 32, "kind": "EXTENSION", "detail": {"part": "hw2"}, "withdrawnBy": null}]}]""");
        assertThat(run("term", "history", "deep")).isEqualTo(ExitCode.OK);
        assertThat(shown(data))
                .contains("WHEN (Asia/Tehran)", "tara", "team changed", "pairs/one", "asked")
                .containsPattern("(?m)^2026-11-21 15:30:00 +tara")
                .doesNotContain("\u001b");
        assertThat(run("term", "history", "deep", "--decisions")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches("31 +EXCUSED +tara +.*hw1.* 13 *"))
                .anyMatch(line -> line.matches("32 +EXTENSION +tara +\\S*hw2\\S* *"));
    }
}

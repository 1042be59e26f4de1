package dev.grader.core.suite;

import java.util.ArrayList;
import java.util.List;

/** A fixture and the JSON pointer of its folder's name in the suite. */
record FixturePlace(Fixture fixture, String pointer) {
    static List<FixturePlace> of(Suite suite) {
        List<FixturePlace> places = new ArrayList<>();
        int correct = 0;
        int wrong = 0;
        for (Fixture fixture : suite.fixtures()) {
            String pointer = switch (fixture) {
                case Fixture.Reference reference -> "/fixtures/reference";
                case Fixture.Starter starter -> "/fixtures/starter/path";
                case Fixture.Correct right -> "/fixtures/correct/" + correct++;
                case Fixture.Wrong mistaken -> "/fixtures/wrong/" + wrong++ + "/path";
            };
            places.add(new FixturePlace(fixture, pointer));
        }
        return places;
    }
}

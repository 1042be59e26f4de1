package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one part of a suite says about another: ids, names and seeds that must fit together. */
final class SuiteChecks {
    private static final String WITHOUT_TORCH = "python-numpy";
    private static final int STUDENT_SEEDS = 3;
    private static final int REFERENCE_SEEDS = 10;

    private final MarkedYaml document;
    private final Suite suite;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<SuiteError> errors = new ArrayList<>();

    private SuiteChecks(MarkedYaml document, Suite suite) {
        this.document = document;
        this.suite = suite;
    }

    static List<SuiteError> check(MarkedYaml document, Suite suite) {
        SuiteChecks checks = new SuiteChecks(document, suite);
        checks.ids();
        checks.dependencies();
        checks.trainings();
        checks.sizes();
        checks.image();
        checks.fixtures();
        return checks.errors;
    }

    private void ids() {
        for (int i = 0; i < suite.tests().size(); i++) {
            String id = suite.tests().get(i).id();
            Integer earlier = places.putIfAbsent(id, i);
            if (earlier != null) {
                add("/tests/" + i + "/id", "the id '" + id + "' is already taken by tests[" + earlier + "]");
            }
        }
    }

    private void dependencies() {
        for (int i = 0; i < suite.tests().size(); i++) {
            List<String> dependsOn = suite.tests().get(i).common().dependsOn();
            for (int j = 0; j < dependsOn.size(); j++) {
                String pointer = "/tests/" + i + "/depends_on/" + j;
                knownTest(pointer, dependsOn.get(j));
                dependency(pointer, suite.tests().get(i), dependsOn.get(j));
                if (reaches(dependsOn.get(j), suite.tests().get(i).id(), new HashSet<>())) {
                    add(pointer, "'" + dependsOn.get(j) + "' depends on this test in turn; break the circle");
                }
            }
        }
    }

    private void dependency(String pointer, TestDefinition test, String id) {
        Integer place = places.get(id);
        if (place == null) {
            return;
        }
        TestDefinition needed = suite.tests().get(place);
        if (!needed.isAutomatic()) {
            add(pointer, "'" + id + "' is graded by a person, which no other test can wait for");
        }
        if (needed.common().runs() == Runs.AFTER_DUE_DATE && test.common().runs() == Runs.AT_ONCE) {
            add(pointer, "'" + id + "' runs after the due date, so this test must as well; add runs: after_due_date");
        }
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        Integer place = places.get(from);
        if (place == null || !seen.add(from)) {
            return false;
        }
        return suite.tests().get(place).common().dependsOn().stream().anyMatch(next -> reaches(next, to, seen));
    }

    /** An image without torch can neither export a model nor hand over tensors. */
    private void image() {
        for (int i = 0; i < suite.tests().size(); i++) {
            int test = i;
            LanguageChecks.problem(suite, suite.tests().get(i)).ifPresent(problem -> add("/tests/" + test, problem));
        }
        if (!suite.image().equals(WITHOUT_TORCH)) {
            return;
        }
        for (int i = 0; i < suite.tests().size(); i++) {
            if (needsTorch(suite.tests().get(i))) {
                add(
                        "/tests/" + i,
                        "needs torch, which the image " + WITHOUT_TORCH + " does not have; use image: python-torch");
            }
        }
    }

    private void sizes() {
        for (int i = 0; i < suite.tests().size(); i++) {
            String pointer = "/tests/" + i;
            ProbeSize.problem(suite.tests().get(i)).ifPresent(problem -> add(pointer, problem));
        }
    }

    private static boolean needsTorch(TestDefinition test) {
        return switch (test) {
            case TestDefinition.Static rules ->
                rules.storedNumbers().isPresent() || rules.parameters().isPresent();
            case TestDefinition.Function function -> function.framework() == Framework.TORCH;
            case TestDefinition.HandWrittenGradient gradient -> gradient.framework() == Framework.TORCH;
            case TestDefinition.ExportedGradient ignored -> true;
            case TestDefinition.Train ignored -> true;
            case TestDefinition.Predict predict ->
                predict.artifacts().stream().anyMatch(Artifact.Safetensors.class::isInstance);
            case TestDefinition.Manual ignored -> false;
        };
    }

    private void trainings() {
        for (int i = 0; i < suite.tests().size(); i++) {
            if (suite.tests().get(i) instanceof TestDefinition.Train train) {
                training("/tests/" + i, train);
            }
            if (suite.tests().get(i) instanceof TestDefinition.Predict predict) {
                knownData("/tests/" + i, predict.data());
            }
        }
    }

    private void knownData(String pointer, String name) {
        if (!suite.data().containsKey(name)) {
            add(
                    pointer + "/data",
                    "the suite has no data set " + Spelling.quoted(name)
                            + Spelling.hint(name, suite.data().keySet()));
        }
    }

    private void training(String pointer, TestDefinition.Train train) {
        knownData(pointer, train.data());
        DataSet data = suite.data().get(train.data());
        if (data != null && data.train().isEmpty()) {
            add(pointer + "/data", "the data set '" + train.data() + "' has no train split to train on");
        }
        if (train.cutOff() instanceof CutOff.RelativeToReference) {
            if (train.recipe().studentSeeds() < STUDENT_SEEDS) {
                add(
                        pointer + "/recipe/student_seeds",
                        "must be at least 3 where the score is relative to the reference");
            }
            if (train.recipe().referenceSeeds() < REFERENCE_SEEDS) {
                add(
                        pointer + "/recipe/reference_seeds",
                        "must be at least 10 where the score is relative to the reference");
            }
        }
    }

    private void fixtures() {
        Set<String> paths = new HashSet<>();
        for (FixturePlace place : FixturePlace.of(suite)) {
            if (!paths.add(place.fixture().path())) {
                add(place.pointer(), "the folder '" + place.fixture().path() + "' is already another fixture");
            }
            if (place.fixture() instanceof Fixture.Wrong wrong) {
                wrong(place.pointer().replaceFirst("/path$", ""), wrong);
            }
        }
    }

    private void wrong(String pointer, Fixture.Wrong wrong) {
        for (int i = 0; i < wrong.mustLose().size(); i++) {
            knownTest(pointer + "/must_lose/" + i, wrong.mustLose().get(i));
            automaticTest(pointer + "/must_lose/" + i, wrong.mustLose().get(i));
        }
        JsonNode mayLose = document.root().at(pointer + "/may_lose");
        mayLose.fieldNames().forEachRemaining(id -> {
            knownTest(pointer + "/may_lose/" + id, id);
            automaticTest(pointer + "/may_lose/" + id, id);
            if (wrong.mustLose().contains(id)) {
                add(pointer + "/may_lose/" + id, "'" + id + "' is in must_lose already; remove one");
            }
        });
    }

    private void knownTest(String pointer, String id) {
        if (!places.containsKey(id)) {
            add(pointer, "no test has the id " + Spelling.quoted(id) + Spelling.hint(id, places.keySet()));
        }
    }

    private void automaticTest(String pointer, String id) {
        Integer place = places.get(id);
        if (place != null && !suite.tests().get(place).isAutomatic()) {
            add(pointer, "'" + id + "' is graded by a person, so no fixture can lose it");
        }
    }

    private void add(String pointer, String message) {
        errors.add(document.error(pointer, message));
    }
}

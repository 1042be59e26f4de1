package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Construction;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.ElementType;
import dev.grader.pipeline.Jobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final TestDefinition.Train TRAIN = Jobs.train(Jobs.common("train", Visibility.VISIBLE));

    private final Exports exports = new Exports(test -> Jobs.SECRET, Map.of());
    private final Material material = new Material();

    @Test
    void theModelThatIsCountedIsTheOneThatIsTrained() {
        TestDefinition.StoredNumbers numbers = new TestDefinition.StoredNumbers(TRAIN.model(), 1, 100);
        String first = exports.training(TRAIN, 0);
        String second = exports.training(TRAIN, 1);

        assertThat(exports.looked(counted(numbers), numbers.model(), List.of(), List.of(TRAIN)))
                .isEqualTo(first);
        assertThat(exports.training(TRAIN, 1)).isEqualTo(second).isNotEqualTo(first);
        assertThat(exports.units(12, material)).extracting(Plan.ExportUnit::id).containsExactly(first, second);
    }

    @Test
    void aModelThatIsNotTrainedIsExportedToBeCounted() {
        TestDefinition.StoredNumbers numbers = new TestDefinition.StoredNumbers(new Target("model", "small"), 1, 100);
        exports.training(TRAIN, 0);
        exports.looked(counted(numbers), numbers.model(), List.of(), List.of(TRAIN));

        assertThat(exports.units(12, material))
                .extracting(Plan.ExportUnit::target)
                .containsExactly("model:build_model", "model:small");
    }

    @Test
    void aUnitHasASeedThatTellsNothingOfItsTraining() {
        exports.training(TRAIN, 2);

        assertThat(exports.units(12, material)).singleElement().satisfies(unit -> {
            assertThat(unit.seed()).isEqualTo(Seeds.export(Jobs.SECRET, "train", 2));
            assertThat(unit.seed()).isNotEqualTo(Seeds.training(Jobs.SECRET, "train", 2));
            assertThat(unit.seconds()).isEqualTo(12);
            assertThat(unit.construct()).isEmpty();
        });
    }

    @Test
    void aLayerIsConstructedWithItsLiterals() {
        exports.layer(layer(new Value.Literal(IntNode.valueOf(8))));

        assertThat(exports.units(12, material))
                .singleElement()
                .satisfies(
                        unit -> assertThat(unit.construct()).containsExactly(new Argument.Literal(IntNode.valueOf(8))));
    }

    @Test
    void whatAModelIsTracedByGoesWithItOnce() {
        Value few = new Value.Generated(Value.Distribution.NORMAL, List.of(2L, 3L), ElementType.FLOAT32, 0, 1, 1);
        Value many = new Value.Generated(Value.Distribution.NORMAL, List.of(5L, 3L), ElementType.FLOAT32, 0, 1, 2);
        TestDefinition.Train plain = Jobs.train(Jobs.common("train", Visibility.VISIBLE));
        TestDefinition.Train traced = new TestDefinition.Train(
                plain.common(),
                plain.model(),
                List.of(List.of(few), List.of(many)),
                plain.data(),
                plain.recipe(),
                plain.metric(),
                plain.cutOff(),
                plain.output(),
                plain.curve());
        exports.training(traced, 0);
        exports.training(traced, 1);

        List<List<Argument>> examples =
                List.of(List.of(new Argument.OfTensor("a1")), List.of(new Argument.OfTensor("a2")));
        assertThat(exports.units(12, material))
                .extracting(Plan.ExportUnit::examples)
                .containsExactly(examples, examples);
        assertThat(material.frames()).hasSize(2);
    }

    @Test
    void noArrayOfTheSuiteGetsIntoAnExport() {
        assertThatThrownBy(() -> exports.layer(layer(new Value.Stored("data/test-x.npy"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no arrays");
    }

    private static TestDefinition.Static counted(TestDefinition.StoredNumbers numbers) {
        return new TestDefinition.Static(
                Jobs.common("size", Visibility.VISIBLE),
                new TestDefinition.FileRules(List.of(), List.of()),
                new TestDefinition.SourceNames(List.of(), List.of()),
                new TestDefinition.SourceNames(List.of(), List.of()),
                Optional.of(numbers),
                Optional.empty(),
                Optional.empty());
    }

    private static TestDefinition.ExportedGradient layer(Value argument) {
        return new TestDefinition.ExportedGradient(
                Jobs.common("layer", Visibility.VISIBLE),
                new Target("model", "Layer"),
                new Construction(List.of(argument), Map.of()),
                List.of(),
                1e-3);
    }
}

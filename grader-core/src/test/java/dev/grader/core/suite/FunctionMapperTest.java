package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.suite.Value.Distribution;
import dev.grader.core.tensor.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Function and gradient tests in every form, from YAML to steps. */
class FunctionMapperTest {
    private static final String SUITE = """
            schema: 1
            id: small
            title: Small
            image: python-torch
            tests:
              - {id: t, title: T, points: 1, %s}
            fixtures: {reference: reference}
            """;

    @Test
    void stepsReferToEarlierOnes() {
        List<Step> steps = function("""
                kind: function, framework: numpy, steps: [
                {name: layer, construct: "m:Linear", arguments: [3, {list: [{normal: [2], seed: 1}]}], attributes: {a.W: {normal: [2], seed: 2}}},
                {name: out, of: layer, method: forward, arguments: [{tuple: [1]}], keywords: {x: {result: layer, path: W}}, compare: [[]]},
                {name: w, of: layer, attribute: grads.dW, compare: [[0, velocity], 1]}]""").cases().getFirst();

        assertThat(steps.get(0).action()).isEqualTo(new Step.Action.Construct(Target.parse("m:Linear")));
        assertThat(steps.get(0).arguments().get(1).at(ResultPath.of(0)))
                .contains(new Value.Generated(Distribution.NORMAL, List.of(2L), ElementType.FLOAT64, 0, 1, 1));
        assertThat(steps.get(0).attributes()).containsOnlyKeys("a.W");
        assertThat(steps.get(1).keywords()).containsEntry("x", new Value.OfResult("layer", ResultPath.of("W")));
        assertThat(steps.get(2).action())
                .isEqualTo(new Step.Action.Read("layer", ResultPath.of("grads").then(ResultPath.of("dW"))));
        assertThat(steps.get(2).compare())
                .containsExactly(ResultPath.of(0).then(ResultPath.of("velocity")), ResultPath.of(1));
    }

    @Test
    void casesMayHaveKeywordsAndExpectedArrays() {
        TestDefinition.Function test = function("""
                kind: function, framework: torch, target: "m:Soft.max", compare: [[0], [1, p]], tolerance: {float64: 1e-9},
                cases: [{arguments: [{bernoulli: [3], seed: 4}], keywords: {axis: 0}, expected: [0.5, {constant: [3], value: 1}]}]""");

        Step call = test.cases().getFirst().getFirst();
        assertThat(call.action()).isEqualTo(new Step.Action.Call(Target.parse("m:Soft.max")));
        assertThat(call.keywords()).containsKey("axis");
        assertThat(call.expected()).hasSize(2);
        assertThat(test.comparisons()).isEqualTo(2);
        assertThat(test.tolerance()).isEqualTo(new Tolerances(1e-9, 1e-4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forward: 'm:f', backward: 'm:g', arguments: [{normal: [2], seed: 1}], gradients_of: [0] | 2 | [0] | backward",
                "target: 'm:C', arguments: [{normal: [2], seed: 1}], gradients_of: [0] | 3 | '' | backward",
                "forward: 'm:f', backward: returned, arguments: [{normal: [2], seed: 1}], gradients: [{argument: 0, at: 1}] | 1 | [0] | forward",
                "framework: torch, forward: 'm:F.apply', backward: autograd, arguments: [{normal: [2], seed: 1}], gradients_of: [0] | 1 | '' | backward",
                "target: 'm:C', construct: {attributes: {W: {normal: [2], seed: 1}}}, arguments: [3], gradients: [{attribute: W, stored_in: dLdW}] | 3 | '' | object",
            })
    void everyFormOfAGradientBecomesSteps(String form, int steps, String output, String foundIn) {
        String framework = form.contains("framework") ? "" : "framework: numpy, ";
        TestDefinition.HandWrittenGradient test = gradient("kind: gradient, " + framework + form);

        assertThat(test.steps()).hasSize(steps);
        assertThat(test.forwardSteps().getLast().name()).isEqualTo("forward");
        assertThat(test.output()).hasToString(output);
        assertThat(test.gradients().getFirst().foundIn()).isEqualTo(foundIn);
        assertThat(List.of(test.tolerance(), test.differenceTolerance(), test.step()))
                .containsExactly(1e-6, 1e-4, 1e-6);
    }

    @Test
    void aLossTakesNoUpstreamGradient() {
        String pair = "kind: gradient, framework: numpy, arguments: [{normal: [2], seed: 1}], forward: 'm:f', ";

        assertThat(gradient(pair + "backward: 'm:g', gradients_of: [0]").takesUpstream())
                .isTrue();
        assertThat(gradient(pair + "backward: returned, gradients: [{argument: 0, at: 1}]")
                        .takesUpstream())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: function, framework: numpy, steps: [{name: a, call: 'm:f', arguments: [{result: b}], compare: [[]]}] | needs the result of 'b'",
                "kind: function, framework: numpy, steps: [{name: a, call: 'm:f'}] | no step compares anything",
                "kind: function, framework: numpy, steps: [{name: a, of: a, compare: [[]]}] | no earlier step",
                "kind: function, framework: numpy, steps: [{name: a, call: 'm:f', method: g, compare: [[]]}] | needs one of call",
                "kind: function, framework: numpy, target: 'm:f' | needs target and cases, or steps",
                "kind: function, framework: numpy, target: 'm:f', cases: [[1]], property: {name: idempotence} | has no array as argument 0",
                "kind: function, framework: numpy, target: 'm:f', cases: [[{normal: [3], seed: 1}]], property: {name: causality} | needs axis",
                "kind: function, framework: numpy, target: 'm:f', cases: [[{normal: [3], seed: 1}]], property: {name: causality, axis: 1} | no axis 1",
                "kind: function, framework: numpy, target: 'm:f', cases: [[{normal: [1], seed: 1}]], property: {name: causality, axis: 0} | 2 elements at the least",
                "kind: function, framework: numpy, target: 'm:f', cases: [[{normal: [3], seed: 1}]], property: {name: round_trip} | needs inverse",
                "kind: gradient, framework: numpy, forward: 'm:f', backward: autograd, arguments: [], gradients_of: [0] | needs framework: torch",
                "kind: gradient, framework: numpy, forward: 'm:f', backward: 'm:g', arguments: [{map: {W: 3}}], gradients: [{argument: [0, W]}] | no array of floating-point",
                "kind: gradient, framework: numpy, forward: 'm:f', backward: 'm:g', arguments: [{map: {W: 3}}], gradients: [{argument: [0, V]}] | is not given to step",
                "kind: gradient, framework: numpy, forward: 'm:f', backward: returned, arguments: [{normal: [2], seed: 1}], gradients_of: [0] | needs at",
                "kind: gradient, framework: numpy, target: 'm:C', forward: 'm:f', arguments: [{normal: [2], seed: 1}], gradients_of: [0] | write their names alone",
            })
    void saysWhatIsMissing(String test, String said) {
        assertThatThrownBy(() -> SuiteParser.parse(SUITE.formatted(test)))
                .isInstanceOf(SuiteErrors.class)
                .hasMessageContaining(said.trim());
    }

    private static TestDefinition.Function function(String test) {
        return (TestDefinition.Function)
                SuiteParser.parse(SUITE.formatted(test)).test("t");
    }

    private static TestDefinition.HandWrittenGradient gradient(String test) {
        return (TestDefinition.HandWrittenGradient)
                SuiteParser.parse(SUITE.formatted(test)).test("t");
    }
}

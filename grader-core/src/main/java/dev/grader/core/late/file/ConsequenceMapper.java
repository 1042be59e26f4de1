package dev.grader.core.late.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Operand;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** From {@code after_cap} and {@code after_budget} to consequences. */
final class ConsequenceMapper {
    private static final List<String> FORMS = List.of("per_unit", "totals", "reaches", "keeps");

    private final CheckedDocument document;
    private final Operand operand;

    ConsequenceMapper(CheckedDocument document, Operand operand) {
        this.document = document;
        this.operand = operand;
    }

    Consequence map(JsonNode node, String pointer, Consequence otherwise) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        return document.made(pointer, () -> node.isObject() ? penalty(node) : word(node.asText()))
                .orElse(otherwise);
    }

    private static Consequence word(String word) {
        return switch (word) {
            case "zero" -> new Consequence.Zero();
            case "refused" -> new Consequence.Refused();
            default -> new Consequence.Free(); // the schema lets nothing else through but "none"
        };
    }

    private Consequence penalty(JsonNode node) {
        List<String> forms = FORMS.stream().filter(node::has).toList();
        if (forms.size() != 1) {
            throw new IllegalArgumentException("write exactly one of " + String.join(", ", FORMS)
                    + (forms.isEmpty() ? "" : "; here are " + String.join(" and ", forms)));
        }
        String form = forms.getFirst();
        if (node.has("then") && !form.equals("totals")) {
            throw new IllegalArgumentException("'then' goes with 'totals' only");
        }
        if (node.has("after") != form.equals("reaches")) {
            throw new IllegalArgumentException("'reaches' and 'after' go together: {reaches: 50, after: 7}");
        }
        return switch (form) {
            case "per_unit" -> new Consequence.Steps(List.of(node.get(form).decimalValue()), Consequence.Then.CONTINUE);
            case "totals" ->
                new Consequence.Steps(
                        numbers(node.get(form)),
                        PolicyParser.word(Consequence.Then.class, node.path("then"), Consequence.Then.CONTINUE));
            case "reaches" ->
                new Consequence.Line(
                        node.get(form).decimalValue(), node.get("after").asInt());
            default -> keeps(node.get(form).decimalValue());
        };
    }

    private Consequence keeps(BigDecimal percent) {
        if (operand == Operand.POINTS) {
            throw new IllegalArgumentException("'keeps' is in percent; the operand here is points");
        }
        return new Consequence.Keep(percent);
    }

    private static List<BigDecimal> numbers(JsonNode nodes) {
        List<BigDecimal> numbers = new ArrayList<>();
        nodes.forEach(node -> numbers.add(node.decimalValue()));
        return numbers;
    }
}

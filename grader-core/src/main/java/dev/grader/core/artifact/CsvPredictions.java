package dev.grader.core.artifact;

import dev.grader.core.suite.Artifact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Predictions in a CSV file: a header, then a line for every hidden row, in any order. */
final class CsvPredictions {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}(\\.0{1,18})?");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,4})?");
    private static final int LONGEST = 40;

    private final Artifact.Predictions form;
    private final CsvLines lines;
    private final Mistakes mistakes;

    private CsvPredictions(Artifact.Predictions form, CsvLines lines) {
        this.form = form;
        this.lines = lines;
        this.mistakes = new Mistakes(form.file());
    }

    /** As many numbers per hidden row as the form has columns, in the order of the hidden rows. */
    static double[] read(byte[] content, Artifact.Predictions form, HiddenRows hidden)
            throws UnreadableArtifactException {
        return new CsvPredictions(form, new CsvLines(form.file(), content)).read(hidden);
    }

    private double[] read(HiddenRows hidden) throws UnreadableArtifactException {
        List<String> header = lines.next();
        int id = column(header, form.id());
        List<Integer> columns = new ArrayList<>();
        for (String name : form.columns()) {
            columns.add(column(header, name));
        }
        Assignment assignment = new Assignment(hidden, columns.size(), mistakes);
        for (List<String> fields = lines.next(); !fields.isEmpty(); fields = lines.next()) {
            String place = "line " + lines.line();
            if (fields.size() != header.size()) {
                mistakes.add(place + " has " + fields.size() + " fields, but the header has " + header.size());
                continue;
            }
            Optional<Long> row = id(place, fields.get(id));
            Optional<double[]> values = values(place, fields, columns);
            if (row.isPresent() && values.isPresent()) {
                assignment.put(place, row.get(), values.get());
            }
        }
        return assignment.values();
    }

    private int column(List<String> header, String name) throws UnreadableArtifactException {
        int place = header.indexOf(name);
        if (place < 0) {
            throw new UnreadableArtifactException(form.file() + ", line 1 has no column '" + name
                    + "': the first line must be " + form.id() + ","
                    + String.join(",", form.columns()) + advice(header));
        }
        if (place != header.lastIndexOf(name)) {
            throw new UnreadableArtifactException(form.file() + ", line 1 has the column '" + name + "' twice");
        }
        return place;
    }

    private static String advice(List<String> header) {
        if (header.isEmpty()) {
            return ", but the file is empty";
        }
        String first = header.getFirst();
        if (header.size() == 1 && (first.contains(";") || first.contains("\t"))) {
            return "; write commas between the columns";
        }
        return ", not " + shortened(String.join(",", header));
    }

    private Optional<Long> id(String place, String text) throws UnreadableArtifactException {
        if (!WHOLE.matcher(text).matches()) {
            mistakes.add(place + ": '" + shortened(text) + "' in the column '" + form.id() + "' is no whole number");
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text.replaceFirst("\\..*$", "")));
    }

    private Optional<double[]> values(String place, List<String> fields, List<Integer> columns)
            throws UnreadableArtifactException {
        double[] values = new double[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String text = fields.get(columns.get(i));
            OptionalDouble value = number(text);
            if (value.isEmpty()) {
                mistakes.add(place + ": '" + shortened(text) + "' in the column '"
                        + form.columns().get(i) + "' is no finite number");
                return Optional.empty();
            }
            values[i] = value.getAsDouble();
        }
        return Optional.of(values);
    }

    private static OptionalDouble number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}

package dev.grader.api.acceptance;

import dev.grader.api.support.Bundle;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A suite of small tests whose points are powers of two and a rest, so that passing some of them gives any whole number
 * of points.
 *
 * @param file what is handed in
 */
record PointSuite(String title, String file, int maximum) {
    private static final long MODIFIED = 315_532_800_000L;

    /** Points of the tests. */
    private List<Integer> points() {
        List<Integer> points = new ArrayList<>();
        int rest = maximum;
        for (int next = 1; rest > 0; next *= 2) {
            int taken = Math.min(next, rest);
            points.add(taken);
            rest -= taken;
        }
        return points;
    }

    List<String> tests() {
        return IntStream.range(0, points().size()).mapToObj(PointSuite::id).toList();
    }

    private static String id(int test) {
        return "question-" + (test + 1);
    }

    /** What a worker measures of somebody who gets so many points. */
    List<TestMeasurement> earning(int earned) {
        List<Integer> points = points();
        int last = points.size() - 1;
        // the rest first: what is left then are the digits of a binary number
        int rest = earned;
        Set<String> passed = new HashSet<>();
        if (points.getLast() <= rest) {
            passed.add(id(last));
            rest -= points.getLast();
        }
        for (int test = last - 1; test >= 0; test--) {
            if (points.get(test) <= rest) {
                passed.add(id(test));
                rest -= points.get(test);
            }
        }
        if (rest != 0) {
            throw new IllegalArgumentException(earned + " of " + maximum + " points cannot be had");
        }
        return tests().stream()
                .map(test -> measurement(test, passed.contains(test)))
                .toList();
    }

    private TestMeasurement measurement(String test, boolean passed) {
        List<Evidence> found = passed ? List.of() : List.of(new Evidence.Finding("r1", "torch.nn.Linear", file, 1));
        return new TestMeasurement(test, null, found, "");
    }

    /** What is measured of one of the suite's own solutions. */
    List<TestMeasurement> proving(String fixture) {
        return earning(fixture.equals(Bundle.STARTER) || fixture.equals(Bundle.WRONG) ? 0 : maximum);
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "suite.yaml", yaml());
            for (String fixture : List.of(Bundle.REFERENCE, Bundle.STARTER, Bundle.CORRECT, Bundle.WRONG)) {
                put(zip, fixture + "/" + file, work(fixture));
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return bytes.toByteArray();
    }

    /** A file as it is handed in; another text is another file. */
    String work(String text) {
        return file.endsWith(".ipynb") ? """
                  {"nbformat": 4, "nbformat_minor": 5, "metadata": {},
                   "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
                              "source": ["# %s"]}]}
                  """.formatted(text) : "# " + text + "\n";
    }

    private static void put(ZipOutputStream zip, String path, String content) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setLastModifiedTime(FileTime.fromMillis(MODIFIED));
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String yaml() {
        StringBuilder suite = new StringBuilder("""
                schema: 1
                id: points
                title: "%s"
                image: python-torch
                capabilities: [cpu]
                point_step: 1
                submission: {required: [%s], maximum_megabytes: 5}
                tests:
                """.formatted(title, file));
        List<Integer> points = points();
        for (int test = 0; test < points.size(); test++) {
            suite.append(
                    "  - {id: %s, kind: static, title: Question %d, points: %d, forbidden_calls: [torch.nn.Linear]}\n"
                            .formatted(id(test), test + 1, points.get(test)));
        }
        return suite.append("""
                fixtures:
                  reference: fixtures/reference
                  starter: {path: fixtures/starter, at_most: 0}
                  correct: [fixtures/correct]
                  wrong:
                    - {path: fixtures/wrong, must_lose: [%s]}
                """.formatted(String.join(", ", tests()))).toString();
    }
}

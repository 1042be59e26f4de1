package dev.grader.cli.term;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.file.TextFile;
import dev.grader.cli.file.YamlFile;
import dev.grader.core.late.file.LatePresets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes that are written in files. */
final class FileCommands {
    private static final String PRESET = "preset:";

    private FileCommands() {}

    @Command(name = "policy", description = "Give a course another late policy; --show prints the one that holds.")
    static final class PolicyCommand extends ChangeFlow {
        @Parameters(index = "0", paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Parameters(
                index = "1",
                paramLabel = "FILE",
                arity = "0..1",
                description = "A policy (see docs/late-policy.md), or preset:NAME (see grader late presets).")
        private @Nullable String file;

        @Option(names = "--show", description = "Print the policy that holds, and change nothing.")
        private boolean show;

        public PolicyCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return course;
        }

        @Override
        Optional<String> documentToShow() {
            return show ? Optional.of("late-policy") : Optional.empty();
        }

        @Override
        ObjectNode change() throws IOException {
            if (file == null) {
                throw new IllegalArgumentException(
                        "Name the file of the policy, or preset:NAME; --show prints the one that holds.");
            }
            String text = file.startsWith(PRESET)
                    ? LatePresets.text(file.substring(PRESET.length()))
                    : TextFile.read(Path.of(file));
            return Json.MAPPER.createObjectNode().put("policy", text);
        }
    }

    @Command(name = "scheme", description = "Give a course another grading scheme; --show prints the one that holds.")
    static final class SchemeCommand extends ChangeFlow {
        @Parameters(index = "0", paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Parameters(
                index = "1",
                paramLabel = "FILE",
                arity = "0..1",
                description = "A grading scheme (see docs/gradebook.md).")
        private @Nullable Path file;

        @Option(names = "--show", description = "Print the scheme that holds, and change nothing.")
        private boolean show;

        public SchemeCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return course;
        }

        @Override
        Optional<String> documentToShow() {
            return show ? Optional.of("grading-scheme") : Optional.empty();
        }

        @Override
        ObjectNode change() throws IOException {
            if (file == null) {
                throw new IllegalArgumentException("Name the file of the scheme; --show prints the one that holds.");
            }
            return Json.MAPPER.createObjectNode().put("scheme", TextFile.read(file));
        }
    }

    @Command(
            name = "change",
            description = {
                "Make several changes at once, all or nothing, from a YAML file with any of: dates, decisions (the sections "
                        + "of an events file: extensions, outages, excused, accommodations, budget_changes), withdraw.",
                "Files of --policy and --scheme go with it."
            })
    static final class ChangeCommand extends ChangeFlow {
        @Parameters(paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Parameters(paramLabel = "FILE", description = "See 'Changing a term' in docs/gradebook.md.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path file;

        @Option(names = "--policy", paramLabel = "FILE", description = "Another late policy.")
        private @Nullable Path policy;

        @Option(names = "--scheme", paramLabel = "FILE", description = "Another grading scheme.")
        private @Nullable Path scheme;

        public ChangeCommand(Session session) {
            super(session);
        }

        @Override
        String course() {
            return course;
        }

        @Override
        ObjectNode change() throws IOException {
            JsonNode root = YamlFile.read(file);
            if (!(root instanceof ObjectNode change)) {
                throw new IllegalArgumentException(
                        file + " has no dates, decisions or withdraw; see docs/gradebook.md.");
            }
            if (policy != null) {
                change.put("policy", TextFile.read(policy));
            }
            if (scheme != null) {
                change.put("scheme", TextFile.read(scheme));
            }
            return change;
        }
    }
}

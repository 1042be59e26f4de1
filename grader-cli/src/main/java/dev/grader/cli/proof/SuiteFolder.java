package dev.grader.cli.proof;

import dev.grader.cli.archive.Digest;
import dev.grader.cli.archive.FileSelection;
import dev.grader.cli.archive.FolderZip;
import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.StoredData;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.SuiteErrors;
import dev.grader.core.suite.SuiteParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A folder with {@code suite.yaml} at its root. */
public final class SuiteFolder {
    private static final String DATA = "data";

    private final Path folder;
    private final Path dataFolder;

    /**
     * A suite's folder, with its data files in its own folder {@code data}.
     *
     * @throws IllegalArgumentException when it has no suite.yaml
     */
    public SuiteFolder(Path folder) {
        this(folder, folder.resolve(DATA));
    }

    /**
     * A suite's folder, with its data files somewhere else.
     *
     * @throws IllegalArgumentException when it has no suite.yaml
     */
    public SuiteFolder(Path folder, Path dataFolder) {
        if (!Files.isRegularFile(folder.resolve(SuiteParser.FILE))) {
            throw new IllegalArgumentException("There is no " + SuiteParser.FILE + " in " + folder + ".");
        }
        this.folder = folder;
        this.dataFolder = dataFolder;
    }

    /** Zips what travels with the suite: large data stay behind. */
    public void zip(Path target) throws IOException {
        FileSelection all = FileSelection.of(folder);
        Set<Path> stored = stored();
        FolderZip.write(
                folder,
                new FileSelection(
                        all.included().stream()
                                .filter(path -> !stored.contains(path))
                                .toList(),
                        all.leftOut()),
                target);
    }

    /**
     * The suite, zipped and read as the service does.
     *
     * @throws dev.grader.core.problem.ProblemException with every mistake that was found
     */
    public SuiteBundle read() throws IOException {
        Path zip = Files.createTempFile("grader-suite", ".zip");
        try {
            zip(zip);
            return SuiteBundle.read(zip);
        } finally {
            Files.delete(zip);
        }
    }

    /**
     * The files of data sets that do not travel with the suite, by SHA-256, looked for under their names.
     *
     * @throws IllegalArgumentException when one is missing or another one
     */
    public Map<String, Path> data(SuiteBundle bundle) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (DataFile.Stored stored : bundle.suite().storedData()) {
            Path file = dataFolder.resolve(stored.name());
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("The suite needs the data file '" + stored.name() + "' ("
                        + stored.bytes() + " bytes). Put it at " + file + "; it will not be sent with the suite.");
            }
            String digest = Digest.sha256(file);
            if (!digest.equals(stored.sha256())) {
                throw new IllegalArgumentException(file + " is not the file that the suite means: its SHA-256 is "
                        + digest + ", the suite says " + stored.sha256() + ".");
            }
            files.put(stored.sha256(), file.toRealPath());
        }
        List<String> problems = StoredData.problems(bundle, files);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return files;
    }

    private Set<Path> stored() throws IOException {
        try {
            return SuiteParser.parse(Files.readString(folder.resolve(SuiteParser.FILE))).storedData().stream()
                    .map(stored -> Path.of(DATA, stored.name()))
                    .collect(Collectors.toSet());
        } catch (SuiteErrors | CharacterCodingException mistakes) {
            // reading the zip tells them all
            return Set.of();
        }
    }
}

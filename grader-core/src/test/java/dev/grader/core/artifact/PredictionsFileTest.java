package dev.grader.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.suite.Artifact;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsFileTest {
    private static final HiddenRows THREE = HiddenRows.counted(5, 3);

    private static Artifact.Predictions form(String file, String... columns) {
        return new Artifact.Predictions(file, "id", List.of(columns), "predictions", Optional.empty(), 5);
    }

    private static double[] csv(String text) throws UnreadableArtifactException {
        return PredictionsFile.read(text.getBytes(StandardCharsets.UTF_8), form("p.csv", "label"), THREE)
                .toDoubles();
    }

    private static byte[] npz(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> array : new TreeMap<>(arrays).entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey()));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void fileThatIsSmallOnlyWhileItIsZippedIsRefused() throws IOException {
        byte[] wide = Npy.write(Tensor.ofDoubles(List.of(3L, 2_000_000L), new double[6_000_000]));

        assertThatThrownBy(() -> PredictionsFile.read(npz(Map.of("predictions.npy", wide)), form("p.npz"), THREE))
                .isInstanceOf(UnreadableArtifactException.class)
                .hasMessageContaining("2000000 numbers a row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,label\n5,1\n6,2\n7,3\n",
                "id,label\r\n7,3\r\n5,1\r\n6,2",
                "\uFEFFid,label\n5,1\n6,2\n7,3\n\n\n",
                "\"id\",\"label\"\n\"5\",\"1\"\n \"6\" , 2 \n7,3.0\n",
                "label,comment,id\n1,\"a, b\n\"\"c\"\"\",5\n2,,6\n3,x,7\n",
                "id,label\r5.0,1\r6,2e0\r7,+3\r",
            })
    void readsWhatSpreadsheetsAndLibrariesWrite(String text) throws UnreadableArtifactException {
        assertThat(csv(text)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,label;5,1;6,2|1 of 3 ids have no prediction: 7",
                "id,label;5,1;6,2;7,3;5,1|line 5: the id 5 is already on line 2",
                "id,label;5,1;6,2;7,3;8,1|line 5: the id 8 is not in the hidden set; the ids go from 5 to 7",
                "id,class;5,1|no column 'label': the first line must be id,label, not id,class",
                "id,label;5,cat;6,2;7,3|line 2: 'cat' in the column 'label' is no finite number",
                "id,label;5,nan;6,2;7,3|line 2: 'nan' in the column 'label' is no finite number",
                "id,label;5,1e999;6,2;7,3|line 2: '1e999' in the column 'label' is no finite number",
                "id,label;5.5,1;6,2;7,3|line 2: '5.5' in the column 'id' is no whole number",
                "id,label;5,1,9;6,2;7,3|line 2 has 3 fields, but the header has 2",
                "id,label,label;5,1,1|has the column 'label' twice",
                "id\tlabel;5\t1|write commas between the columns",
                "id,label;5,\"1;6,2|line 2: a quotation mark is not closed",
                "id,label;\"5\"x,1|something follows a closing quotation mark",
            })
    void saysOnWhichLineWhatIsWrong(String lines, String message) {
        assertThatThrownBy(() -> csv(lines.replace(';', '\n')))
                .isInstanceOf(UnreadableArtifactException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] utf16 = "id,label\n5,1".getBytes(StandardCharsets.UTF_16);

        assertThatThrownBy(() -> PredictionsFile.read(utf16, form("p.csv", "label"), THREE))
                .hasMessageContaining("UTF-16");
        assertThatThrownBy(
                        () -> PredictionsFile.read(new byte[] {'i', (byte) 0xE9, 'd'}, form("p.csv", "label"), THREE))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void showsOnlyTheFirstMistakes() {
        assertThatThrownBy(() -> csv("id,label\n" + "5,cat\n".repeat(1000)))
                .hasMessageContaining("line 6: ")
                .hasMessageEndingWith("and more");
    }

    @Test
    void readsAScorePerClass() throws UnreadableArtifactException {
        byte[] text = "b,id,a\n2,6,1\n4,5,3\n6,7,5\n".getBytes(StandardCharsets.UTF_8);

        Tensor scores = PredictionsFile.read(text, form("p.csv", "a", "b"), THREE);

        assertThat(scores.shape()).containsExactly(3L, 2L);
        assertThat(scores.toDoubles()).containsExactly(3, 4, 1, 2, 5, 6);
    }

    @Test
    void putsTheRowsOfAnNpzInOrderByTheirIds() throws Exception {
        byte[] file = npz(Map.of(
                "id.npy", Npy.write(Tensor.ofLongs(List.of(3L), 7, 5, 6)),
                "predictions.npy", Npy.write(Tensor.ofFloats(List.of(3L, 2L), 7, 70, 5, 50, 6, 60))));

        assertThat(PredictionsFile.read(file, form("p.npz", "label"), THREE).toDoubles())
                .containsExactly(5, 50, 6, 60, 7, 70);
    }

    @Test
    void refusesArraysOfTheWrongFormAndPickles() throws Exception {
        byte[] pickle = Npy.write(Tensor.ofLongs(List.of(3L), 1, 2, 3));
        String header = new String(pickle, StandardCharsets.ISO_8859_1).replace("<i8", "|O");
        byte[] object = header.replace("'fortran", " 'fortran").getBytes(StandardCharsets.ISO_8859_1);
        byte[] two = Npy.write(Tensor.ofLongs(List.of(2L), 1, 2));
        byte[] nan = Npy.write(Tensor.ofDoubles(List.of(3L), 1, Double.NaN, 2));

        assertThatThrownBy(() -> PredictionsFile.read(object, form("p.npy", "label"), THREE))
                .hasMessageContaining("'|O'");
        assertThatThrownBy(() -> PredictionsFile.read(two, form("p.npy", "label"), THREE))
                .hasMessageContaining("must have the shape (3,) or (3, scores), not [2]");
        assertThatThrownBy(() -> PredictionsFile.read(nan, form("p.npy", "label"), THREE))
                .hasMessageContaining("row 1: NaN");
        assertThatThrownBy(() -> PredictionsFile.read(npz(Map.of("x.npy", two)), form("p.npz", "label"), THREE))
                .hasMessageContaining("has no array 'predictions', only [x]");
        assertThatThrownBy(() -> PredictionsFile.read(npz(Map.of("x.pkl", two)), form("p.npz", "label"), THREE))
                .hasMessageContaining("something else than arrays");
    }

    @Test
    void stopsInflatingAtTheCap() throws Exception {
        byte[] bomb = npz(Map.of("predictions.npy", new byte[70 << 20]));

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> PredictionsFile.read(bomb, form("p.npz", "label"), THREE))
                .hasMessageContaining("unpacks to more than 64 MiB");
    }
}

package dev.grader.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.ReportKind;
import dev.grader.worker.report.Spool.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final LeaseKey KEY = new LeaseKey(new UUID(0, 1), 12);
    private static final byte[] JSON = {'{', '}'};

    @TempDir
    private Path folder;

    @Test
    void findsAgainWhatAnEarlierProcessKept() throws Exception {
        Entry measurement = new Spool(folder).storeMeasurement(KEY, JSON);
        Entry calibration =
                new Spool(folder).storeCalibration(new LeaseKey(new UUID(0, 2), 1), JSON, new byte[] {1, 2});
        assertThat(new Spool(folder).entries()).containsExactly(measurement, calibration);
        assertThat(measurement.kind()).isEqualTo(ReportKind.MEASUREMENT);
        assertThat(measurement.record()).hasBinaryContent(JSON);
        assertThat(calibration.outputs().orElseThrow()).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void ignoresWhatIsNotWhole() throws Exception {
        Spool spool = new Spool(folder);
        Files.write(folder.resolve(KEY.jobId() + ".12.measurement.json123.part"), JSON);
        Files.write(folder.resolve("notes.txt"), JSON);
        assertThat(spool.entries()).isEmpty();
    }

    @Test
    void forgetsARecordWithItsOutputs() throws Exception {
        Spool spool = new Spool(folder);
        Entry entry = spool.storeCalibration(KEY, JSON, new byte[] {1});
        spool.delete(entry);
        spool.delete(entry);
        assertThat(folder).isDirectoryNotContaining(Files::isRegularFile);
    }

    @Test
    void putsARefusedRecordAside() throws Exception {
        Spool spool = new Spool(folder);
        spool.setAside(spool.storeMeasurement(KEY, JSON));
        assertThat(spool.entries()).isEmpty();
        assertThat(folder.resolve("refused")).isDirectoryContaining(Files::isRegularFile);
    }
}

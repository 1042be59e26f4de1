package dev.grader.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final BlockingQueue<Process> started = new LinkedBlockingQueue<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Test
    void aProcessThatIsKilledIsStartedAgainAndItsLogIsShown() throws Exception {
        Child child = child("echo something went wrong; exec sleep 600");
        child.start();
        Process first = started.take();
        awaitLog("something went wrong");

        child.kill();
        Process second = started.poll(60, TimeUnit.SECONDS);

        assertThat(second).isNotNull();
        assertThat(second.pid()).isEqualTo(child.pid()).isNotEqualTo(first.pid());
        assertThat(reports.getFirst()).contains("ended with status 137", "something went wrong");
        assertThat(child.stop(LIMIT)).isTrue();
    }

    @Test
    void aProcessThatIsStoppedStaysStopped() throws Exception {
        Child child = child("exec sleep 600");
        child.start();
        started.take();

        assertThat(child.stop(LIMIT)).isTrue();

        assertThat(started.poll(2, TimeUnit.SECONDS)).isNull();
        assertThat(child.isAlive()).isFalse();
        assertThat(reports).isEmpty();
    }

    @Test
    void aProcessThatDoesNotEndIsKilled() throws Exception {
        Child child = child("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        child.start();
        awaitLog("ready");

        assertThat(child.stop(Duration.ofMillis(300))).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aStoppedProcessCanBeStartedAgain() throws Exception {
        Child child = child("exec sleep 600");
        child.start();
        child.stop(LIMIT);

        child.start();

        assertThat(child.isAlive()).isTrue();
        child.stop(LIMIT);
    }

    @Test
    void oneServiceAtATimeUsesAFolder() throws Exception {
        try (DataFolder held = DataFolder.open(folder)) {
            assertThat(held.root()).isEqualTo(folder);
            assertThatThrownBy(() -> DataFolder.open(folder)).hasMessageContaining("already runs");
        }
        DataFolder.open(folder).close();
    }

    @Test
    void emptyingAFolderLeavesWhatIsNotOurs() throws Exception {
        Files.createDirectories(folder.resolve("blobs/ab"));
        Files.writeString(folder.resolve("blobs/ab/x"), "x");
        Files.writeString(folder.resolve("thesis.tex"), "mine");

        try (DataFolder data = DataFolder.open(folder)) {
            data.empty();
        }

        assertThat(folder.resolve("blobs")).doesNotExist();
        assertThat(folder.resolve("thesis.tex")).exists();
    }

    @Test
    void whatAKilledServiceLeftIsEndedByTheNext() throws Exception {
        Process left = new ProcessBuilder("sleep", "600").start();
        new ProcessList(folder.resolve("processes")).add(left);

        new ProcessList(folder.resolve("processes")).endLeftOvers();

        assertThat(left.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessWithTheSameIdThatStartedLaterIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        Files.writeString(folder.resolve("processes"), other.pid() + " 1000\n");

        new ProcessList(folder.resolve("processes")).endLeftOvers();

        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    /** Until the process has written so. */
    private void awaitLog(String line) throws Exception {
        Path log = folder.resolve("log");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(log) || !Files.readString(log).contains(line)) {
            assertThat(System.nanoTime() - deadline)
                    .as("waiting for '" + line + "'")
                    .isNegative();
            // a file tells nobody that it grows; it is read
            Thread.sleep(10);
        }
    }

    private Child child(String script) {
        Path log = folder.resolve("log");
        return new Child(
                "worker",
                log,
                () -> new ProcessBuilder("sh", "-c", script)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                started::add,
                reports::add);
    }
}

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
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final BlockingQueue<Process> started = new LinkedBlockingQueue<>();
    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Test
    void aProcessThatIsKilledIsStartedAgainAndItsLogIsShown() throws Exception {
        Child child = child("echo something went wrong; exec sleep 60");
        child.start();
        Process first = started.take();
        // for the shell to write its line; nothing tells when it has
        Thread.sleep(200);

        child.kill();
        Process second = started.poll(10, TimeUnit.SECONDS);

        assertThat(second).isNotNull();
        assertThat(second.pid()).isEqualTo(child.pid()).isNotEqualTo(first.pid());
        assertThat(reports.getFirst()).contains("ended with status 137", "something went wrong");
        assertThat(child.stop(LIMIT)).isTrue();
    }

    @Test
    void aProcessThatIsStoppedStaysStopped() throws Exception {
        Child child = child("exec sleep 60");
        child.start();
        started.take();

        assertThat(child.stop(LIMIT)).isTrue();

        assertThat(started.poll(2, TimeUnit.SECONDS)).isNull();
        assertThat(child.isAlive()).isFalse();
        assertThat(reports).isEmpty();
    }

    @Test
    void aProcessThatDoesNotEndIsKilled() throws Exception {
        Child child = child("trap '' TERM; while :; do sleep 0.1; done");
        child.start();
        // for the shell to set its trap; nothing tells when it has
        Thread.sleep(200);

        assertThat(child.stop(Duration.ofMillis(300))).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aStoppedProcessCanBeStartedAgain() throws Exception {
        Child child = child("exec sleep 60");
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
        Process left = new ProcessBuilder("sleep", "60").start();
        new ProcessList(folder.resolve("processes")).add(left);

        new ProcessList(folder.resolve("processes")).endLeftOvers();

        assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessWithTheSameIdThatStartedLaterIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.writeString(folder.resolve("processes"), other.pid() + " 1000\n");

        new ProcessList(folder.resolve("processes")).endLeftOvers();

        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
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

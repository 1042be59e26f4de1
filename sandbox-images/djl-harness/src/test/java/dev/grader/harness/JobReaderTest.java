package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobReaderTest {
    private static final String RECIPE = TestJob.recipe(4, 5, "cross_entropy", TestJob.ADAM);

    @TempDir
    private Path scratch;

    private List<WorkUnit> read(byte[] bytes) throws Exception {
        FrameReader frames = new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
        return new JobReader(frames, scratch).read();
    }

    @Test
    void readsATraining() throws Exception {
        List<WorkUnit> units =
                read(TestJob.train(new byte[] {1, 2, 3}, RECIPE, 1L << 40).bytes());
        assertThat(units).singleElement().isInstanceOfSatisfying(WorkUnit.Train.class, unit -> {
            assertThat(unit.seed()).isEqualTo(1L << 40);
            assertThat(unit.inputs().rows()).isEqualTo(24);
            assertThat(unit.module())
                    .isInstanceOfSatisfying(
                            ModuleSource.Scripted.class,
                            module -> assertThat(module.file()).hasBinaryContent(new byte[] {1, 2, 3}));
            assertThat(unit.recipe().optimizer()).isEqualTo(new OptimizerSettings.Adam(0.02, 0.9, 0.999, 1e-8, 0));
        });
    }

    @Test
    void aTensorOfTheWrongSizeIsRefused() {
        byte[] job = TestJob.of("train").tensor("a1", "int32", new byte[7], 2).bytes();
        assertThatThrownBy(() -> read(job))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("tensor a1: a int32 tensor of shape (2) has 8 bytes, not 7");
    }

    @Test
    void anArrayThatWasNotSentIsNamed() {
        byte[] job = TestJob.of("train")
                .blob("m1", new byte[0])
                .trainUnit("t1", RECIPE, 1)
                .bytes();
        assertThatThrownBy(() -> read(job)).hasMessage("tensor a1 is named in the plan and was not sent");
    }

    @Test
    void labelsThatDoNotFitTheInputsAreRefused() {
        byte[] job = TestJob.of("train")
                .floats("a1", new float[8], 2, 4)
                .longs("a2", new long[3], 3)
                .blob("m1", new byte[0])
                .trainUnit("t1", RECIPE, 1)
                .bytes();
        assertThatThrownBy(() -> read(job)).hasMessage("unit t1: 2 input rows and 3 labels do not fit");
    }

    @Test
    void aStepOfAnotherImageIsRefused() {
        byte[] job = TestJob.of("export")
                .blob("m1", new byte[0])
                .unit("{\"id\":\"u1\",\"module\":\"m1\",\"seconds\":1}")
                .bytes();
        assertThatThrownBy(() -> read(job)).hasMessage("step export does not belong to the DJL image");
    }

    @Test
    void anUnknownOptimizerIsRefused() {
        byte[] job = TestJob.train(new byte[0], RECIPE.replace("adam", "lion")).bytes();
        assertThatThrownBy(() -> read(job)).hasMessage("unknown optimizer lion");
    }

    @Test
    void anInputThatEndsTooSoonIsNoJob() {
        byte[] job = TestJob.train(new byte[0], RECIPE).bytes();
        assertThatThrownBy(() -> read(Arrays.copyOf(job, job.length - 3))).isInstanceOf(EOFException.class);
    }

    @Test
    void aHeaderBeyondTheLimitIsRefusedUnread() {
        byte[] lengths = ByteBuffer.allocate(12).putInt(262_145).putLong(0).array();
        assertThatThrownBy(() -> read(lengths))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("exceeds the limits");
    }

    @Test
    void aPayloadBeyondTheLimitIsRefusedUnread() {
        byte[] lengths = ByteBuffer.allocate(12).putInt(2).putLong(-1).array();
        assertThatThrownBy(() -> read(lengths)).hasMessageContaining("18446744073709551615");
    }

    @Test
    void aHeaderThatIsNoObjectIsRefused() {
        byte[] frame = ByteBuffer.allocate(14)
                .putInt(2)
                .putLong(0)
                .put(new byte[] {'[', ']'})
                .array();
        assertThatThrownBy(() -> read(frame)).hasMessage("a frame's header is no JSON object");
    }
}

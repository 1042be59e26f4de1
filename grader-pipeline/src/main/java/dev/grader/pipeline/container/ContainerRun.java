package dev.grader.pipeline.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.WaitContainerCondition;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerOutcome.End;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one container: create, attach, wait, start, watch, kill, remove.
 *
 * <p>Concurrency: the streams of output, exit and memory events each have a thread of the client and only put signals into a
 * queue; the calling thread takes them, reads the meter every {@value #TICK_MILLISECONDS} ms, and alone calls the engine. The
 * container has a name of our own, so that it is removed even when the answer to its creation was lost.
 */
final class ContainerRun implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ContainerRun.class);
    private static final long TICK_MILLISECONDS = 200;
    /** For the last output of a container that has exited, and for the exit of one that was killed. */
    private static final long LAST_WORDS_MILLISECONDS = 5_000;

    private static final long MEGABYTE = 1024L * 1024;
    private static final int MAXIMUM_FRAMES = 100_000;

    private final DockerClient client;
    private final EngineCalls calls;
    private final ContainerSpec spec;
    private final String name;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final OutputReader output;
    private final ExitWatch exit = new ExitWatch(signals);
    private final ResultCallback.Adapter<Event> memoryEvents;
    private @Nullable UsageMeter meter;

    ContainerRun(DockerClient client, EngineCalls calls, ContainerSpec spec, FrameSink sink) {
        this.client = client;
        this.calls = calls;
        this.spec = spec;
        this.name =
                "grader-" + spec.jobId() + "-" + UUID.randomUUID().toString().substring(0, 8);
        long cap = spec.limits().outputMegabytes() * MEGABYTE;
        this.output = new OutputReader(FrameCaps.ofTotal(cap, MAXIMUM_FRAMES), cap, sink, signals);
        this.memoryEvents = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Event event) {
                signals.add(Signal.OUT_OF_MEMORY);
            }
        };
    }

    ContainerOutcome run(HostConfig hostConfig, List<Frame> input) throws InterruptedException, InfrastructureFault {
        // what is interrupted while the engine makes the container could be removed before it is there
        String id = calls.callToItsEnd("create", () -> create(hostConfig));
        calls.call(
                "attach",
                () -> client.attachContainerCmd(id)
                        .withStdIn(FrameStream.of(input))
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .exec(output)
                        .awaitStarted());
        // The kernel may kill only a child process: then the container runs on, and only the event tells.
        calls.call(
                "events",
                () -> client.eventsCmd()
                        .withContainerFilter(id)
                        .withEventFilter("oom")
                        .exec(memoryEvents)
                        .awaitStarted());
        calls.call(
                "wait",
                () -> client.waitContainerCmd(id)
                        .withCondition(WaitContainerCondition.NEXT_EXIT)
                        .exec(exit)
                        .awaitStarted());
        calls.call("start", () -> client.startContainerCmd(id).exec());
        UnitClock clock = new UnitClock(spec.limits(), System::nanoTime);
        meter = meter(id);
        End end = watch(clock);
        end = end == End.EXITED && killedForMemory(id) ? End.OUT_OF_MEMORY : end;
        ContainerOutcome.UnitUsage unit = clock.unit();
        double wall = clock.wallSeconds();
        kill();
        output.stop();
        return new ContainerOutcome(
                end,
                exit.exitCode(),
                wall,
                clock.cpuSeconds(),
                clock.ended(),
                unit,
                clock.peakMemory(),
                output.violation(),
                output.stderr());
    }

    private String create(HostConfig hostConfig) {
        return client.createContainerCmd(spec.image())
                .withName(name)
                .withHostConfig(hostConfig)
                .withUser(HardenedHostConfig.USER + ":" + HardenedHostConfig.USER)
                .withHostName("sandbox")
                .withNetworkDisabled(true)
                .withLabels(ContainerLabels.of(spec))
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withTty(false)
                .exec()
                .getId();
    }

    private UsageMeter meter(String id) throws InterruptedException, InfrastructureFault {
        ContainerState state = calls.call(
                "inspect", () -> client.inspectContainerCmd(id).exec().getState());
        Long process = state.getPidLong();
        Optional<CgroupMeter> found = CgroupMeter.find(id, process == null ? 0 : process);
        return found.isPresent() ? found.get() : new StatisticsMeter(client, id);
    }

    private End watch(UnitClock clock) throws InterruptedException, InfrastructureFault {
        while (true) {
            Signal signal = signals.poll(TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
            if (meter != null) {
                meter.read().ifPresent(clock::observe);
            }
            if (signal != null) {
                Optional<End> end = react(signal, clock);
                if (end.isPresent()) {
                    return end.get();
                }
            }
            Optional<End> broken = clock.broken();
            if (broken.isPresent()) {
                return broken.get();
            }
        }
    }

    private Optional<End> react(Signal signal, UnitClock clock) throws InterruptedException, InfrastructureFault {
        return switch (signal) {
            case UNIT_ENDED -> {
                clock.unitEnded();
                yield Optional.empty();
            }
            case OUTPUT_CLOSED -> Optional.empty();
            case FINISHED -> Optional.of(End.DONE);
            case TOO_MUCH_OUTPUT -> Optional.of(End.OUTPUT_LIMIT);
            case BAD_OUTPUT -> Optional.of(End.BAD_OUTPUT);
            case OUT_OF_MEMORY -> Optional.of(End.OUT_OF_MEMORY);
            case EXITED -> Optional.of(lastWords(clock));
            case ENGINE_LOST ->
                throw new InfrastructureFault("the container engine hung up while a container was running");
        };
    }

    /** The exit can be known before the last output has arrived. */
    private End lastWords(UnitClock clock) throws InterruptedException, InfrastructureFault {
        while (true) {
            Signal signal = signals.poll(LAST_WORDS_MILLISECONDS, TimeUnit.MILLISECONDS);
            if (signal == null || signal == Signal.OUTPUT_CLOSED) {
                return End.EXITED;
            }
            Optional<End> end = react(signal, clock);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private boolean killedForMemory(String id) throws InterruptedException, InfrastructureFault {
        ContainerState state = calls.call(
                "inspect", () -> client.inspectContainerCmd(id).exec().getState());
        return Boolean.TRUE.equals(state.getOOMKilled());
    }

    private void kill() throws InfrastructureFault {
        if (!exit.exited()) {
            calls.callUninterrupted("kill", this::removeByForce);
        }
    }

    @Override
    public void close() throws InfrastructureFault {
        output.stop();
        try {
            calls.callUninterrupted("remove", this::removeByForce);
        } finally {
            close(output);
            close(exit);
            close(memoryEvents);
            if (meter != null) {
                meter.close();
            }
        }
    }

    private boolean removeByForce() {
        try {
            client.removeContainerCmd(name)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
            return true;
        } catch (NotFoundException | ConflictException e) {
            return false; // never created, removed before, or being removed
        }
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOGGER.debug("closing a stream of a container", e);
        }
    }
}

package dev.grader.harness;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Entry point of the container. Exit code 0 after {@code done}, 70 for a fault of the service. */
public final class Main {
    private static final int SERVICE_FAULT = 70;
    /** Descriptor 3 is the container's standard output; 1 and 2 are both standard error by then. */
    private static final Path FRAMES = Path.of("/proc/self/fd/3");

    private Main() {}

    public static void main(String[] arguments) {
        // The harness itself only halts: whoever exits is submitted code, and must not look like a fault of the
        // service.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
        int code = SERVICE_FAULT;
        try {
            run();
            code = 0;
        } catch (Throwable failure) {
            failure.printStackTrace(System.err);
        } finally {
            System.err.flush();
            // A natural exit would wait for libtorch's threads and destructors; student code may hang in those.
            Runtime.getRuntime().halt(code);
        }
    }

    private static void run() throws IOException {
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        try (FileInputStream in = new FileInputStream(FileDescriptor.in);
                FileChannel out = FileChannel.open(FRAMES, StandardOpenOption.WRITE)) {
            new Harness(
                            in.getChannel(),
                            out,
                            scratch,
                            () -> Runtime.getRuntime().halt(0))
                    .run();
        }
    }
}

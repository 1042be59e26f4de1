package dev.grader.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports of the loopback address. */
final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * A port that nobody listens on now.
     *
     * @param preferred taken when it is free; 0 for none
     */
    static int free(int preferred) throws IOException {
        return preferred != 0 && isFree(preferred) ? preferred : any();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // connections of the last run that linger in TIME_WAIT do not make a port taken
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

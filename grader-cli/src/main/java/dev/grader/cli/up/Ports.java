package dev.grader.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports that nobody listens on. */
final class Ports {
    private static final int LAST = 65_535;

    private Ports() {}

    /** The wished port, or the next free one above it. */
    static int from(String host, int wished) throws IOException {
        for (int port = wished; port <= LAST; port++) {
            if (isFree(host, port)) {
                return port;
            }
        }
        throw new IOException("No port from " + wished + " on is free.");
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
